package dev.messagingwindow.meta;

import java.net.http.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class MetaConfiguration {

  @Bean
  @Profile("!sandbox")
  GraphHosts graphHosts(MetaProperties properties) {
    return login ->
        switch (login) {
          case FACEBOOK -> properties.facebookGraphUrl();
          case INSTAGRAM -> properties.instagramGraphUrl();
        };
  }

  @Bean
  GraphClient graphClient(MetaProperties properties, GraphHosts hosts) {
    // HTTP/1.1: the JDK client would otherwise try to upgrade plain connections to HTTP/2
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(properties.connectTimeout())
            .build();
    var requests = new JdkClientHttpRequestFactory(client);
    requests.setReadTimeout(properties.readTimeout());
    return new GraphClient(
        RestClient.builder().requestFactory(requests).build(),
        JsonMapper.shared(),
        hosts,
        new AppSecretProof(properties.appSecret(), properties.instagramAppSecret()),
        properties.appId(),
        properties.apiVersion());
  }
}
