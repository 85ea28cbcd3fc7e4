package dev.messagingwindow.content;

import java.util.Arrays;

/// A text as it is read, with the way back to the original: folded unit `i` stands for the units
/// from `start(i)` to `end(i)`.
final class FoldedText {

  private final String original;
  private final String folded;
  private final int[] starts;
  private final int[] ends;
  private final boolean splitByInvisible;

  private FoldedText(
      String original, String folded, int[] starts, int[] ends, boolean splitByInvisible) {
    this.original = original;
    this.folded = folded;
    this.starts = starts;
    this.ends = ends;
    this.splitByInvisible = splitByInvisible;
  }

  static FoldedText of(String original) {
    var folded = new StringBuilder(original.length() + 16);
    var starts = new int[original.length() + 16];
    var ends = new int[original.length() + 16];
    var splitByInvisible = false;
    for (var at = 0; at < original.length(); ) {
      var codePoint = original.codePointAt(at);
      var next = at + Character.charCount(codePoint);
      var part = Folding.fold(codePoint);
      var from = folded.length();
      folded.append(part);
      if (folded.length() > starts.length) {
        starts = Arrays.copyOf(starts, folded.length() * 2);
        ends = Arrays.copyOf(ends, folded.length() * 2);
      }
      Arrays.fill(starts, from, folded.length(), at);
      Arrays.fill(ends, from, folded.length(), next);
      if (part.isEmpty() && from > 0) {
        ends[from - 1] = next; // an accent belongs to its letter
        splitByInvisible |= Folding.isInvisible(codePoint) && isBetweenLetters(original, at, next);
      }
      at = next;
    }
    return new FoldedText(original, folded.toString(), starts, ends, splitByInvisible);
  }

  private static boolean isBetweenLetters(String original, int at, int next) {
    return next < original.length()
        && Character.isLetter(original.charAt(at - 1))
        && Character.isLetter(original.charAt(next));
  }

  String folded() {
    return folded;
  }

  String original() {
    return original;
  }

  /// Whether a zero-width character or soft hyphen stands between two letters.
  boolean isSplitByInvisible() {
    return splitByInvisible;
  }

  /// Whether any of these characters is in it: asked before a costly pattern is tried.
  boolean hasAnyOf(String characters) {
    for (var i = 0; i < characters.length(); i++) {
      if (folded.indexOf(characters.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// The original's unit at which the folded one begins.
  int start(int at) {
    return starts[at];
  }

  /// The original's unit before which the folded one ends.
  int end(int at) {
    return ends[at];
  }

  /// The folded unit that stands for a unit of the original.
  int indexOf(int originalAt) {
    var at = 0;
    while (at + 1 < folded.length() && ends[at] <= originalAt) {
      at++;
    }
    return at;
  }

  /// What the original has from one folded unit to before another.
  String written(int from, int to) {
    return original.substring(starts[from], ends[to - 1]);
  }
}
