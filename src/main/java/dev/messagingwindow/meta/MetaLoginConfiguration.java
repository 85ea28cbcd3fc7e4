package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import java.net.URI;
import java.net.http.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class MetaLoginConfiguration {

  @Bean
  @Profile("!sandbox")
  LoginHosts loginHosts(MetaLoginProperties properties) {
    return new LoginHosts() {
      @Override
      public URI dialog(Login login) {
        return switch (login) {
          case FACEBOOK -> properties.facebookDialogUrl();
          case INSTAGRAM -> properties.instagramDialogUrl();
        };
      }

      @Override
      public URI instagramCodes() {
        return properties.instagramTokenUrl();
      }
    };
  }

  /// For calls that send no message: those have a client of their own.
  @Bean
  RestClient accountsHttp(MetaProperties properties) {
    // HTTP/1.1: the JDK client would otherwise try to upgrade plain connections to HTTP/2
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(properties.connectTimeout())
            .build();
    var requests = new JdkClientHttpRequestFactory(client);
    requests.setReadTimeout(properties.readTimeout());
    return RestClient.builder().requestFactory(requests).build();
  }

  @Bean
  LoginClient loginClient(
      RestClient accountsHttp,
      GraphHosts graphHosts,
      LoginHosts loginHosts,
      MetaProperties app,
      MetaLoginProperties login) {
    return new LoginClient(
        new MetaCalls(accountsHttp), graphHosts, loginHosts, proof(app), app, login);
  }

  @Bean
  TokenClient tokenClient(RestClient accountsHttp, GraphHosts hosts, MetaProperties app) {
    return new TokenClient(new MetaCalls(accountsHttp), hosts, proof(app), app);
  }

  @Bean
  ConversationsClient conversationsClient(
      RestClient accountsHttp, GraphHosts hosts, MetaProperties app) {
    return new ConversationsClient(
        new MetaCalls(accountsHttp), hosts, proof(app), app.apiVersion());
  }

  private static AppSecretProof proof(MetaProperties app) {
    return new AppSecretProof(app.appSecret(), app.instagramAppSecret());
  }
}
