package dev.messagingwindow.comment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How rights to private replies are kept.
///
/// @param retention how long a right is remembered after its end, for those who ask what became of
///   it; default 30 d
@ConfigurationProperties("messaging.comment")
record CommentProperties(@DefaultValue("30d") Duration retention) {

  CommentProperties {
    if (retention.isNegative()) {
      throw new IllegalArgumentException(
          "messaging.comment.retention must not be negative: " + retention);
    }
  }
}
