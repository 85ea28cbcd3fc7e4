package dev.messagingwindow.model;

import java.util.UUID;

/// Our id of a connected Page or Instagram account: a UUID of version 7, kept across reconnects.
public record ChannelId(UUID value) {

  /// Reads the text form; Spring uses it for path variables.
  ///
  /// @throws IllegalArgumentException when it is no UUID
  public static ChannelId valueOf(String text) {
    return new ChannelId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
