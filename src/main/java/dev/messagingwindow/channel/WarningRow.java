package dev.messagingwindow.channel;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Embeddable
record WarningRow(
    UUID warningId,
    @Enumerated(EnumType.STRING) Channel.WarningKind kind,
    @Nullable String reason,
    Instant warnedAt) {

  Channel.Warning toWarning() {
    return new Channel.Warning(warningId, kind, reason, warnedAt);
  }
}
