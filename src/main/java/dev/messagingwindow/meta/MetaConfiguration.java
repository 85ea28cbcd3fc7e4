package dev.messagingwindow.meta;

import dev.messagingwindow.meta.http.HttpConnections;
import dev.messagingwindow.meta.http.MetaHttp;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
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
  MetaHttp metaHttp(MetaProperties properties, MeterRegistry meters) {
    return new MetaHttp(
        new HttpConnections(
            properties.connectTimeout(),
            properties.readTimeout(),
            properties.connectionWait(),
            properties.keepAlive(),
            properties.maxConnections()),
        meters);
  }

  @Bean
  GraphClient graphClient(
      MetaProperties properties, GraphHosts hosts, MetaHttp http, MetaMetrics metrics) {
    var proof = new AppSecretProof(properties.appSecret(), properties.instagramAppSecret());
    var json = JsonMapper.shared();
    return new GraphClient(
        new GraphCalls(http, json, hosts, proof, properties.apiVersion(), metrics),
        new ThrottleHeaders(json),
        properties.appId());
  }
}
