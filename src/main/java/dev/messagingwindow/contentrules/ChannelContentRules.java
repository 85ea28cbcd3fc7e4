package dev.messagingwindow.contentrules;

import dev.messagingwindow.content.OwnWords;
import dev.messagingwindow.policy.ContentMode;

/// The content rules of one channel.
///
/// @param version how often they were changed
public record ChannelContentRules(ContentMode mode, OwnWords own, int version) {

  static final ChannelContentRules UNCHANGED =
      new ChannelContentRules(ContentMode.ENFORCE, OwnWords.none(), 0);
}
