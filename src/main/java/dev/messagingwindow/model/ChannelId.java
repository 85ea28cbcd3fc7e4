package dev.messagingwindow.model;

import java.util.UUID;

/// Our id of a connected Page or Instagram account: a UUID of version 7, kept across reconnects.
public record ChannelId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
