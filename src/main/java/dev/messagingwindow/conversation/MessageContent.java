package dev.messagingwindow.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a message says.
///
/// @param metaMessageId Meta's id; null when Meta gave none
/// @param text null for media alone
public record MessageContent(
    @Nullable String metaMessageId, @Nullable String text, List<Attachment> attachments) {

  public MessageContent {
    attachments = List.copyOf(attachments);
  }

  /// @param type Meta's name of it, such as `image`
  /// @param url short-lived, on Meta's servers; null when Meta gave none
  public record Attachment(String type, @Nullable String url) {}

  @Override
  public String toString() {
    return "MessageContent[]";
  }
}
