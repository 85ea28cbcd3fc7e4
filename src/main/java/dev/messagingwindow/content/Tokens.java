package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A text in words, numbers and links, sentence by sentence.
///
/// @param sentences how many there are, at least 1
record Tokens(FoldedText text, List<Token> all, int sentences) {

  private static final Pattern ADDRESS =
      Pattern.compile(
          """
          (?<mail>[a-z0-9._+-]+@[a-z0-9.-]+\\.[a-z]{2,})\
          |(?:https?://|www\\.)[^\\s)>\\]"]+\
          |\\b[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:com|net|org|info|biz|shop|store|app|example|test|io|me|ly|gd|gl|eu|de|at|ch|fr|es|it|pt|br|nl|be|pl|tr|ru|ua|se|cz|ro|dk|hu|uk|page|link|online|site|club)\
          (?:/[^\\s)>\\]"]*|(?![a-z0-9-]))\
          """);

  static Tokens of(String original) {
    return new Scan(FoldedText.of(original)).run();
  }

  /// The words of an entry, cut as they are in texts.
  static List<String> words(String entry) {
    var folded = Folding.fold(entry);
    var words = new ArrayList<String>();
    var start = 0;
    for (var at = 0; at <= folded.length(); at++) {
      if (at == folded.length() || !Character.isLetterOrDigit(folded.charAt(at))) {
        if (at > start) {
          words.add(folded.substring(start, at));
        }
        start = at + 1;
      }
    }
    return words;
  }

  /// The original's sentences, one after the other, each up to where the next one begins.
  List<Evidence> written() {
    var starts = new int[sentences + 1];
    Arrays.fill(starts, text.original().length());
    starts[0] = 0;
    for (var token : all.reversed()) {
      if (token.sentence() > 0) {
        starts[token.sentence()] = text.start(token.from());
      }
    }
    var written = new ArrayList<Evidence>();
    for (var sentence = 0; sentence < sentences; sentence++) {
      var from = starts[sentence];
      var to = starts[sentence + 1];
      written.add(new Evidence(from, to, text.original().substring(from, to)));
    }
    return written;
  }

  Tokens with(List<Token> others) {
    return new Tokens(text, List.copyOf(others), sentences);
  }

  /// The sentence in which a unit of the folded text lies.
  int sentenceAt(int at) {
    var sentence = 0;
    for (var token : all) {
      if (token.from() > at) {
        break;
      }
      sentence = token.sentence();
    }
    return sentence;
  }

  private static final class Scan {

    private final FoldedText text;
    private final String folded;
    private final List<Token> tokens = new ArrayList<>();
    private int sentence;
    private boolean ended;

    private Scan(FoldedText text) {
      this.text = text;
      this.folded = text.folded();
    }

    Tokens run() {
      var at = 0;
      var mayHoldAddress = mayHoldAddress();
      var address = ADDRESS.matcher(folded);
      while (mayHoldAddress && address.find()) {
        plain(at, address.start());
        if (address.group("mail") == null) {
          var end = address.end();
          while (".,;:!?".indexOf(folded.charAt(end - 1)) >= 0) {
            end--;
          }
          add(Token.Kind.LINK, address.start(), end);
        }
        at = address.end();
      }
      plain(at, folded.length());
      return new Tokens(text, List.copyOf(tokens), sentence + 1);
    }

    private boolean mayHoldAddress() {
      for (var point = folded.indexOf('.'); point >= 0; point = folded.indexOf('.', point + 1)) {
        if (point + 1 < folded.length() && Character.isLetter(folded.charAt(point + 1))) {
          return true;
        }
      }
      return folded.contains("://");
    }

    private void plain(int from, int to) {
      for (var at = from; at < to; ) {
        if (isPartOfWord(at, to)) {
          var start = at;
          while (at < to && isPartOfWord(at, to)) {
            at++;
          }
          word(start, at);
        } else {
          if (endsSentence(at)) {
            ended = true;
          }
          at++;
        }
      }
    }

    private void word(int from, int to) {
      var digits = true;
      for (var at = from; at < to && digits; at++) {
        digits = Character.isDigit(folded.charAt(at)) || ".,".indexOf(folded.charAt(at)) >= 0;
      }
      add(digits ? Token.Kind.NUMBER : Token.Kind.WORD, from, to);
    }

    private void add(Token.Kind kind, int from, int to) {
      if (ended && !tokens.isEmpty()) {
        sentence++;
      }
      ended = false;
      tokens.add(new Token(kind, folded.substring(from, to), from, to, sentence));
    }

    private boolean isPartOfWord(int at, int to) {
      var here = folded.charAt(at);
      if (Character.isLetterOrDigit(here)) {
        return true;
      }
      var before = at > 0 ? folded.charAt(at - 1) : ' ';
      var after = at + 1 < to ? folded.charAt(at + 1) : ' ';
      return switch (here) {
        case '.', ',' -> Character.isDigit(before) && Character.isDigit(after);
        case '@' -> Character.isLetter(before) || Character.isLetter(after);
        case '$' -> Character.isLetter(after);
        case '!', '|' -> Character.isLetter(before) && Character.isLetter(after);
        default -> false;
      };
    }

    private boolean endsSentence(int at) {
      var here = folded.charAt(at);
      if (here == '\n' || here == '\r') {
        return true;
      }
      if (".!?;:".indexOf(here) < 0) {
        return false;
      }
      var last = at + 1 == folded.length();
      if (!last && Character.isLetterOrDigit(folded.charAt(at + 1))) {
        return false;
      }
      if (here == ';' || here == ':') {
        return false;
      }
      return here != '.' || !isAbbreviated(at);
    }

    /// `z. B.`, `ca.`, `Nr.`, `3. Mai`: what stands before the point is short, or a number.
    private boolean isAbbreviated(int at) {
      var start = at;
      while (start > 0 && Character.isLetterOrDigit(folded.charAt(start - 1))) {
        start--;
      }
      var next = at + 1;
      while (next < folded.length() && folded.charAt(next) == ' ') {
        next++;
      }
      var length = at - start;
      if (length == 0 || next == folded.length()) {
        return false;
      }
      var nextIsCapital = Character.isUpperCase(text.original().codePointAt(text.start(next)));
      return length <= 2
          && !(length == 2 && nextIsCapital && !Character.isDigit(folded.charAt(start)));
    }
  }
}
