package dev.messagingwindow.model;

import java.util.UUID;

/// Our id of an outbound message: a UUID of version 7.
public record MessageId(UUID value) {

  /// Reads the text form; Spring uses it for path variables.
  ///
  /// @throws IllegalArgumentException when it is no UUID
  public static MessageId valueOf(String text) {
    return new MessageId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
