package dev.messagingwindow.outbox;

import dev.messagingwindow.meta.ErrorClass;

/// Why a message failed, in a client's terms.
public enum FailureReason {
  WINDOW_CLOSED,
  PERSON_UNAVAILABLE,
  PERMISSION,
  TOKEN,
  POLICY,
  THREAD_CONTROL,
  RATE,
  INVALID_RECIPIENT,
  INVALID_MESSAGE,
  UNKNOWN_CODE,
  /// Meta could not take it, too many times.
  META_UNAVAILABLE,
  /// The request was written and no usable answer came.
  NO_ANSWER,
  /// An operator ended it.
  GIVEN_UP;

  static FailureReason of(ErrorClass errorClass) {
    return switch (errorClass) {
      case TRANSIENT -> META_UNAVAILABLE;
      case CHANNEL_RATE, APP_RATE -> RATE;
      case AMBIGUOUS -> NO_ANSWER;
      case WINDOW_CLOSED -> WINDOW_CLOSED;
      case PERSON_UNAVAILABLE -> PERSON_UNAVAILABLE;
      case THREAD_CONTROL -> THREAD_CONTROL;
      case PERMISSION -> PERMISSION;
      case POLICY_WARNING, POLICY -> POLICY;
      case RECONNECT -> TOKEN;
      case INVALID_RECIPIENT, COMMENT_CLOSED -> INVALID_RECIPIENT;
      case INVALID_MESSAGE -> INVALID_MESSAGE;
      case UNKNOWN_CODE -> UNKNOWN_CODE;
    };
  }
}
