package dev.messagingwindow.backfill;

import dev.messagingwindow.conversation.ConversationEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What part of Meta's list says.
///
/// @param next where to go on; null when everything since the gap began is read
record ReadPart(List<ConversationEvent> events, @Nullable String next) {

  ReadPart {
    events = List.copyOf(events);
  }
}
