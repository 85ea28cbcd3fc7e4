package dev.messagingwindow.content;

import java.util.Arrays;

/// A text as it is read, with the way back to the original: folded unit `i` stands for the units
/// from `starts[i]` to `ends[i]`.
final class FoldedText {

  private final String original;
  private final StringBuilder folded;
  private int[] starts;
  private int[] ends;
  private boolean splitByInvisible;

  private FoldedText(String original) {
    this.original = original;
    this.folded = new StringBuilder(original.length() + 16);
    this.starts = new int[original.length() + 16];
    this.ends = new int[original.length() + 16];
  }

  static FoldedText of(String original) {
    var text = new FoldedText(original);
    for (var at = 0; at < original.length(); ) {
      var codePoint = original.codePointAt(at);
      var next = at + Character.charCount(codePoint);
      text.append(Folding.fold(codePoint), at, next);
      text.splitByInvisible |= Folding.isInvisible(codePoint) && text.isBetweenLetters(at, next);
      at = next;
    }
    return text;
  }

  private void append(String part, int start, int end) {
    if (folded.length() + part.length() > starts.length) {
      var larger = Math.max(starts.length * 2, folded.length() + part.length());
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
    }
    Arrays.fill(starts, folded.length(), folded.length() + part.length(), start);
    Arrays.fill(ends, folded.length(), folded.length() + part.length(), end);
    folded.append(part);
    if (part.isEmpty() && !folded.isEmpty()) {
      ends[folded.length() - 1] = end; // an accent belongs to its letter
    }
  }

  private boolean isBetweenLetters(int at, int next) {
    return at > 0
        && next < original.length()
        && Character.isLetter(original.charAt(at - 1))
        && Character.isLetter(original.charAt(next));
  }

  String folded() {
    return folded.toString();
  }

  String original() {
    return original;
  }

  /// Whether a zero-width character or soft hyphen stands between two letters.
  boolean isSplitByInvisible() {
    return splitByInvisible;
  }

  /// The original's unit at which the folded one begins.
  int start(int at) {
    return starts[at];
  }

  /// The original's unit before which the folded one ends.
  int end(int at) {
    return ends[at];
  }
}
