package dev.messagingwindow.bench;

import java.util.Arrays;
import java.util.List;

/// What a benchmark was told on its command line, each as `--name=value`.
record Options(String... arguments) {

  String text(String name, String otherwise) {
    var prefix = "--" + name + "=";
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .findFirst()
        .orElse(otherwise);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  /// Empty when it was not told.
  List<String> words(String name, String separator) {
    return Arrays.stream(text(name, "").split(separator)).filter(word -> !word.isEmpty()).toList();
  }
}
