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
