package dev.messagingwindow.channel;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Embeddable
record WarningRow(UUID warningId, @Nullable String reason, Instant warnedAt) {

  Channel.Warning toWarning() {
    return new Channel.Warning(warningId, reason, warnedAt);
  }
}
