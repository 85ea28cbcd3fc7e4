package dev.messagingwindow.policy;

import dev.messagingwindow.content.ContentRule;

/// Why a message may not go. The names are part of the REST contract; the order is the order in
/// which violations are reported.
public enum Rule {
  CHANNEL_NOT_CONNECTED,
  CHANNEL_RECONNECT_REQUIRED,
  CHANNEL_ON_HOLD,
  NO_CONVERSATION,
  WINDOW_CLOSED,
  EXPIRED,
  HUMAN_AGENT_SUSPENDED,
  AUTOMATED,
  ADVERTISING,
  DISCOUNT,
  COUPON,
  UNRELATED,
  TEXT_EMPTY,
  TEXT_TOO_LONG,
  ATTACHMENT_UNCHECKED;

  static Rule of(ContentRule rule) {
    return switch (rule) {
      case AUTOMATED -> AUTOMATED;
      case ADVERTISING -> ADVERTISING;
      case DISCOUNT -> DISCOUNT;
      case COUPON -> COUPON;
      case UNRELATED -> UNRELATED;
    };
  }
}
