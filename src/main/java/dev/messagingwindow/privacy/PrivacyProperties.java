package dev.messagingwindow.privacy;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How Meta's users' data are deleted.
///
/// @param publicUrl where people reach this service, such as `https://messaging.example.test`; when
///   absent, the address by which Meta called
/// @param deletionInterval how often is looked for something to delete; default 10 s
/// @param deletionBatch how many rows are deleted in one transaction; default 1000
@ConfigurationProperties("messaging.privacy")
public record PrivacyProperties(
    @Nullable URI publicUrl,
    @DefaultValue("10s") Duration deletionInterval,
    @DefaultValue("1000") int deletionBatch) {

  public PrivacyProperties {
    if (deletionBatch < 1) {
      throw new IllegalArgumentException(
          "messaging.privacy.deletion-batch must be at least 1, not " + deletionBatch);
    }
    // compose files hand on unset variables as blank ones
    publicUrl = publicUrl == null || publicUrl.toString().isBlank() ? null : publicUrl;
    if (publicUrl != null && publicUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "messaging.privacy.public-url must be like https://messaging.example.test, not "
              + publicUrl);
    }
  }
}
