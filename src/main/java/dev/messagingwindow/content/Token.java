package dev.messagingwindow.content;

/// A word, a number or a link of a [FoldedText].
///
/// @param text folded; as it is to be read, when it was disguised
/// @param from first unit in the folded text
/// @param to exclusive
/// @param sentence from 0
record Token(Kind kind, String text, int from, int to, int sentence) {

  enum Kind {
    /// Letters, maybe with digits.
    WORD,
    /// Digits, maybe with points and commas: `20`, `9,99`.
    NUMBER,
    LINK
  }

  boolean is(Kind expected) {
    return kind == expected;
  }
}
