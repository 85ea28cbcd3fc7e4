package dev.messagingwindow.content;

import dev.messagingwindow.content.LexiconEntry.Pattern;
import java.util.Arrays;

/// Which patterns of the lexicon a token meets, found in one walk over its letters.
final class Vocabulary {

  static final int ANY = 1;
  static final int NUMBER = 2;

  private final Trie letters = new Trie(1 << 17);
  private final Trie insideLetters = new Trie(1 << 10);
  private int[] exact = new int[1 << 17];
  private int[] start = new int[1 << 16];
  private int[] part = new int[1 << 10];
  private int last = NUMBER;

  /// The pattern's number, from 1.
  int numberOf(Pattern pattern) {
    return switch (pattern.match()) {
      case ANY -> ANY;
      case NUMBER -> NUMBER;
      case EXACT -> {
        var node = spell(letters, pattern.text());
        exact = numbered(exact, node);
        yield exact[node];
      }
      case START -> {
        var node = spell(letters, pattern.text());
        start = numbered(start, node);
        yield start[node];
      }
      case PART -> {
        var node = spell(insideLetters, pattern.text());
        part = numbered(part, node);
        yield part[node];
      }
    };
  }

  private static int spell(Trie trie, String word) {
    var node = Trie.ROOT;
    for (var i = 0; i < word.length(); i++) {
      node = trie.grow(node, word.charAt(i));
    }
    return node;
  }

  private int[] numbered(int[] numbers, int node) {
    var fitting = node < numbers.length ? numbers : Arrays.copyOf(numbers, node * 2);
    if (fitting[node] == 0) {
      fitting[node] = ++last;
    }
    return fitting;
  }

  /// @param met collects the numbers
  void meet(String word, Numbers met) {
    var node = Trie.ROOT;
    for (var i = 0; i < word.length(); i++) {
      node = letters.child(node, word.charAt(i));
      if (node == Trie.NONE) {
        break;
      }
      met.add(numberAt(start, node));
    }
    if (node != Trie.NONE) {
      met.add(numberAt(exact, node));
    }
    for (var from = 0; from < word.length(); from++) {
      meetInside(word, from, met);
    }
  }

  private void meetInside(String word, int from, Numbers met) {
    var node = Trie.ROOT;
    for (var i = from; i < word.length(); i++) {
      node = insideLetters.child(node, word.charAt(i));
      if (node == Trie.NONE) {
        return;
      }
      met.add(numberAt(part, node));
    }
  }

  /// The number of the pattern that is this whole word, or 0.
  int exactly(String word) {
    var node = Trie.ROOT;
    for (var i = 0; i < word.length() && node != Trie.NONE; i++) {
      node = letters.child(node, word.charAt(i));
    }
    return node == Trie.NONE ? 0 : numberAt(exact, node);
  }

  /// The number of the longest pattern with which this word begins, or 0.
  int longestStart(String word, int shortest) {
    var longest = 0;
    var node = Trie.ROOT;
    for (var i = 0; i < word.length(); i++) {
      node = letters.child(node, word.charAt(i));
      if (node == Trie.NONE) {
        break;
      }
      if (i + 1 >= shortest && numberAt(start, node) != 0) {
        longest = numberAt(start, node);
      }
    }
    return longest;
  }

  private static int numberAt(int[] numbers, int node) {
    return node < numbers.length ? numbers[node] : 0;
  }

  /// A list of numbers that are not 0.
  static final class Numbers {

    private int[] all = new int[8];
    private int size;

    void add(int number) {
      if (number == 0) {
        return;
      }
      if (size == all.length) {
        all = Arrays.copyOf(all, size * 2);
      }
      all[size++] = number;
    }

    int get(int at) {
      return all[at];
    }

    int size() {
      return size;
    }
  }
}
