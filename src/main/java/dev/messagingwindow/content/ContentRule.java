package dev.messagingwindow.content;

/// What Meta forbids in the human-agent window.
///
/// Source: developers.facebook.com/docs/messenger-platform/reference/send-api, section on message
/// tags (read 2026-09-28).
public enum ContentRule {
  AUTOMATED,
  ADVERTISING,
  DISCOUNT,
  COUPON,
  UNRELATED
}
