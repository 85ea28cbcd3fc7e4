package dev.messagingwindow.meta;

/// What an error of the Graph API means for a message and its channel. Which code means what is in
/// [ErrorCodes].
public enum ErrorClass {
  /// Try again later; nothing was sent.
  TRANSIENT,
  /// This account's sends wait as long as Meta says; nothing was sent.
  CHANNEL_RATE,
  /// The sends of all accounts of our app wait as long as Meta says; nothing was sent.
  APP_RATE,
  /// May have been sent: never repeat, wait for the echo.
  AMBIGUOUS,
  WINDOW_CLOSED,
  PERSON_UNAVAILABLE,
  THREAD_CONTROL,
  PERMISSION,
  /// Meta warned about tagged messages to this person.
  POLICY_WARNING,
  /// The account is restricted: nothing more may be sent until somebody looked.
  POLICY,
  /// The token is dead, or the owner must allow access again.
  RECONNECT,
  INVALID_RECIPIENT,
  /// No private reply to this comment any more: too old, answered already, or deleted.
  COMMENT_CLOSED,
  INVALID_MESSAGE,
  /// Not in the table: refused for good and kept verbatim.
  UNKNOWN_CODE;

  public static ErrorClass of(GraphError error) {
    return ErrorCodes.classOf(error.code(), error.subcode());
  }
}
