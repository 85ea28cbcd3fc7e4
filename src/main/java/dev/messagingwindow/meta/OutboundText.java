package dev.messagingwindow.meta;

import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import org.jspecify.annotations.Nullable;

/// A message on its way to the Send API.
///
/// @param replyToMid Meta's id of the message that is answered; null for none
public record OutboundText(
    MessageId messageId,
    Recipient recipient,
    OutboundContent content,
    Label label,
    @Nullable String replyToMid) {

  private static final String METADATA_PREFIX = "outbound:";

  /// Comes back in the echo on Messenger and so settles whether a message arrived.
  String metadata() {
    return METADATA_PREFIX + messageId;
  }

  /// Our message id out of an echo's `metadata`; null when it is not ours.
  public static @Nullable MessageId messageIdOf(@Nullable String metadata) {
    if (metadata == null || !metadata.startsWith(METADATA_PREFIX)) {
      return null;
    }
    try {
      return new MessageId(java.util.UUID.fromString(metadata.substring(METADATA_PREFIX.length())));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "OutboundText[" + messageId + " " + label + "]";
  }
}
