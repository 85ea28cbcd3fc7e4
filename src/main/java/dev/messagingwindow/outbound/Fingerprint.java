package dev.messagingwindow.outbound;

import dev.messagingwindow.model.OutboundContent.Attachment;
import dev.messagingwindow.model.OutboundContent.Text;
import dev.messagingwindow.model.Sha256;
import dev.messagingwindow.outbound.OutboundRequest.ConfirmationRequest;
import dev.messagingwindow.policy.Sender;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Requests are compared by hashes, so that no text has to be kept for it.
final class Fingerprint {

  private Fingerprint() {}

  /// 64 lower-case hex digits. Each part goes in with its length, so that no two lists read alike.
  static String of(@Nullable Object... parts) {
    return Sha256.hex(
        Arrays.stream(parts)
            .map(Fingerprint::text)
            .map(part -> part.length() + ":" + part)
            .collect(Collectors.joining()));
  }

  private static String text(@Nullable Object part) {
    return switch (part) {
      case null -> "null";
      case Text(var text) -> "text:" + text;
      case Attachment(var type, var url) -> type + ":" + url;
      case Sender.Human(var agentId) -> "human:" + agentId;
      case Sender.Automation(var agentId) -> "automation:" + agentId;
      case ConfirmationRequest(var token, var answers) -> of(token, answers);
      default -> part.toString();
    };
  }
}
