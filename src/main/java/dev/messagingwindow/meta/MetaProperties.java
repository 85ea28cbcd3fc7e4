package dev.messagingwindow.meta;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Our app at Meta.
///
/// @param appId Meta's id of the app
/// @param appSecret signs webhooks and proves calls; never logged
/// @param instagramAppSecret the Instagram app's own secret, needed only for channels by Instagram
///   Login
/// @param formerAppSecrets secrets that were replaced a while ago and still sign webhooks; default
///   none
/// @param verifyToken what Meta must repeat in the webhook handshake
/// @param facebookGraphUrl base of the Graph API for Pages; default https://graph.facebook.com
/// @param instagramGraphUrl base of the Graph API for Instagram Login; default
///   https://graph.instagram.com
/// @param apiVersion Graph API version of every call; default v25.0 (supported until 29 July 2028)
/// @param connectTimeout to open a connection to Meta; default 3 s
/// @param readTimeout to get a whole answer from Meta once connected; default 10 s
/// @param connectionWait for a connection to a host where all are in use; default 3 s
/// @param keepAlive how long an idle connection may be used again; default 10 s
/// @param maxConnections to one host of Meta's at a time; default 200
/// @param sendRate texts per second and channel of this instance, below Meta's 100; default 80
/// @param mediaSendRate audio and video per second and channel of this instance, below Meta's 10;
///   default 8
@ConfigurationProperties("messaging.meta")
public record MetaProperties(
    String appId,
    String appSecret,
    @Nullable String instagramAppSecret,
    @DefaultValue List<String> formerAppSecrets,
    String verifyToken,
    @DefaultValue("https://graph.facebook.com") URI facebookGraphUrl,
    @DefaultValue("https://graph.instagram.com") URI instagramGraphUrl,
    @DefaultValue("v25.0") String apiVersion,
    @DefaultValue("3s") Duration connectTimeout,
    @DefaultValue("10s") Duration readTimeout,
    @DefaultValue("3s") Duration connectionWait,
    @DefaultValue("10s") Duration keepAlive,
    @DefaultValue("200") int maxConnections,
    @DefaultValue("80") int sendRate,
    @DefaultValue("8") int mediaSendRate) {

  public MetaProperties {
    if (!apiVersion.matches("v[0-9]{1,3}\\.[0-9]")) {
      throw new IllegalArgumentException(
          "messaging.meta.api-version must look like v25.0, not " + apiVersion);
    }
    if (maxConnections < 1 || sendRate < 1 || mediaSendRate < 1) {
      throw new IllegalArgumentException(
          "messaging.meta: max-connections, send-rate and media-send-rate must be at least 1");
    }
    formerAppSecrets = List.copyOf(formerAppSecrets);
    // compose files hand on unset variables as blank ones
    instagramAppSecret =
        instagramAppSecret == null || instagramAppSecret.isBlank() ? null : instagramAppSecret;
  }

  @Override
  public String toString() {
    return "MetaProperties[appId=" + appId + ", apiVersion=" + apiVersion + "]";
  }
}
