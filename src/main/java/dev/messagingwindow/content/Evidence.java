package dev.messagingwindow.content;

/// The words that decided.
///
/// @param start first UTF-16 unit in the original text
/// @param end exclusive
/// @param text exactly these units of the original text
public record Evidence(int start, int end, String text) {

  public Evidence {
    if (start < 0 || end - start != text.length()) {
      throw new IllegalArgumentException("evidence does not fit its span");
    }
  }
}
