package dev.messagingwindow.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long things are kept.
///
/// @param messages how long messages and the keys of seen events stay, whole days, at least 2 days
///   because Meta repeats events for 36 hours; default 30 days
/// @param undated how long after its arrival the key of an event stays whose own day is none that
///   is kept, and an edit or unsend whose message did not come; at least 2 days; default 7 days
@ConfigurationProperties("messaging.retention")
record RetentionProperties(
    @DefaultValue("30d") Duration messages, @DefaultValue("7d") Duration undated) {

  private static final Duration LEAST = Duration.ofDays(2);

  RetentionProperties {
    if (messages.compareTo(LEAST) < 0 || messages.toDays() > 3650) {
      throw new IllegalArgumentException(
          "messaging.retention.messages must be 2 to 3650 days, not " + messages);
    }
    if (undated.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "messaging.retention.undated must be at least 2 days, not " + undated);
    }
  }
}
