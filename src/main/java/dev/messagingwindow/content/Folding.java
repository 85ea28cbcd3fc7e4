package dev.messagingwindow.content;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes one of letters that only look different to a machine: case, accents, full-width and
/// mathematical letters, ß, ł, ı. Both the lexicon and the texts pass through it.
final class Folding {

  private static final int TABLE = 0x600;

  /// Filled as they come: most are never met, and to compute them all takes longer than a file
  /// does.
  private static final @Nullable String[] FOLDED = new String[TABLE];

  private Folding() {}

  /// Nothing for what cannot be seen (accents, zero-width characters), else one or more characters.
  static String fold(int codePoint) {
    if (codePoint >= TABLE) {
      return compute(codePoint);
    }
    var folded = FOLDED[codePoint];
    if (folded == null) {
      folded = compute(codePoint);
      FOLDED[codePoint] = folded;
    }
    return folded;
  }

  static String fold(String text) {
    var folded = new StringBuilder(text.length());
    for (var at = 0; at < text.length(); ) {
      var codePoint = text.codePointAt(at);
      folded.append(fold(codePoint));
      at += Character.charCount(codePoint);
    }
    return folded.toString();
  }

  /// Whether it separates letters without anybody seeing it.
  static boolean isInvisible(int codePoint) {
    return switch (codePoint) {
      case 0xAD, 0x34F, 0x180E, 0xFEFF, 0x20E3 -> true;
      default ->
          isBetween(codePoint, 0x200B, 0x200F)
              || isBetween(codePoint, 0x202A, 0x202E)
              || isBetween(codePoint, 0x2060, 0x2064)
              || isBetween(codePoint, 0xFE00, 0xFE0F);
    };
  }

  private static boolean isBetween(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }

  private static String compute(int codePoint) {
    if (isInvisible(codePoint)) {
      return "";
    }
    if (isBetween(codePoint, 0x1F1E6, 0x1F1FF)) { // regional indicators, used as letters
      return Character.toString('a' + codePoint - 0x1F1E6);
    }
    if (isBetween(codePoint, 0x1F130, 0x1F149)) { // squared letters
      return Character.toString('a' + codePoint - 0x1F130);
    }
    if (isBetween(codePoint, 0x1F150, 0x1F169)) { // negative circled letters
      return Character.toString('a' + codePoint - 0x1F150);
    }
    if (isBetween(codePoint, 0x1F170, 0x1F189)) { // negative squared letters
      return Character.toString('a' + codePoint - 0x1F170);
    }
    var decomposed =
        Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT);
    var folded = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .forEach(part -> folded.append(plain(part)));
    return folded.toString();
  }

  private static String plain(int codePoint) {
    return switch (codePoint) {
      case 'ß' -> "ss";
      case 'ı' -> "i";
      case 'ł' -> "l";
      case 'đ', 'ð' -> "d";
      case 'ø' -> "o";
      case 'æ' -> "ae";
      case 'œ' -> "oe";
      case 'þ' -> "th";
      case 'ς' -> "σ";
      case '’', '‘', 'ʼ', '`', '´' -> "'";
      case '–', '—', '−', '‐', '‑' -> "-";
      default -> Character.toString(codePoint);
    };
  }
}
