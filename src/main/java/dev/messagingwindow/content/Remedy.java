package dev.messagingwindow.content;

import java.util.List;

/// What of a text may be sent.
///
/// @param leftOut the sentences that must go, in the order of the text
/// @param rest the text without them, in which the same rules find nothing; not blank
public record Remedy(List<Evidence> leftOut, String rest) {

  public Remedy {
    leftOut = List.copyOf(leftOut);
  }
}
