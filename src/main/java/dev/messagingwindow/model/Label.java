package dev.messagingwindow.model;

import org.jspecify.annotations.Nullable;

/// How Meta is told which right a message uses. Derived by the policy, never chosen by a client:
/// peers that let clients choose got pages and apps blocked. The tags that Meta retired on 27 April
/// 2026 have no constant here and so cannot be produced.
///
/// Source: developers.facebook.com/docs/messenger-platform/reference/send-api (read 2026-09-28).
public enum Label {
  RESPONSE("RESPONSE", null),
  HUMAN_AGENT("MESSAGE_TAG", "HUMAN_AGENT"),
  /// The recipient is a comment or post: that says it all, Meta's samples carry neither type nor
  /// tag.
  PRIVATE_REPLY(null, null);

  private final @Nullable String messagingType;
  private final @Nullable String tag;

  Label(@Nullable String messagingType, @Nullable String tag) {
    this.messagingType = messagingType;
    this.tag = tag;
  }

  public @Nullable String messagingType() {
    return messagingType;
  }

  public @Nullable String tag() {
    return tag;
  }
}
