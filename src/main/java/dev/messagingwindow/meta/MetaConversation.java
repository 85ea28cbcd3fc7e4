package dev.messagingwindow.meta;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A conversation as Meta's own list shows it.
///
/// @param updatedAt whole seconds; null when Meta does not tell
/// @param participants ids of all who take part, the account's own among them
/// @param messages its latest, newest first
/// @param older the cursor of what was said before them; null when that is all
public record MetaConversation(
    String id,
    @Nullable Instant updatedAt,
    Set<String> participants,
    List<Message> messages,
    @Nullable String older) {

  public MetaConversation {
    participants = Set.copyOf(participants);
    messages = List.copyOf(messages);
  }

  /// @param id Meta's; the same as in webhooks
  /// @param createdAt whole seconds
  /// @param fromId who wrote it
  /// @param text null for media alone
  public record Message(String id, Instant createdAt, String fromId, @Nullable String text) {

    @Override
    public String toString() {
      return "Message[" + createdAt + "]";
    }
  }

  /// Part of a list.
  ///
  /// @param next the cursor of what follows; null at the end
  public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  @Override
  public String toString() {
    return "MetaConversation[" + updatedAt + "]";
  }
}
