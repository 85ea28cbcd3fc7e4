package dev.messagingwindow.model;

import java.util.UUID;

/// Our id of an outbound message: a UUID of version 7.
public record MessageId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
