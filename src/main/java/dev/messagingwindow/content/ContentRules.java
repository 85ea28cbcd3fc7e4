package dev.messagingwindow.content;

import java.util.List;

/// Judges what an agent is about to send after the standard window has shut.
public interface ContentRules {

  /// Every finding, in the order of [ContentRule]; empty for a text that only answers.
  ///
  /// @param text what would be sent
  /// @param request what the customer asked: their latest messages, the answered one first; empty
  ///   when none is on record
  List<Finding> examine(String text, List<String> request);

  /// Names the rules that judged; part of every verdict.
  String version();

  /// The rules that come with the service, in at least ten languages. Takes some 200 ms: keep it.
  static ContentRules builtIn() {
    return LearnedRules.fromClassPath();
  }

  /// Finds nothing, and says so in its version.
  static ContentRules none() {
    return new ContentRules() {
      @Override
      public List<Finding> examine(String text, List<String> request) {
        return List.of();
      }

      @Override
      public String version() {
        return "none";
      }
    };
  }
}
