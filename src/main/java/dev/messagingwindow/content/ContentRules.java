package dev.messagingwindow.content;

import java.util.List;
import java.util.Optional;

/// Judges what an agent is about to send after the standard window has shut.
public interface ContentRules {

  /// Every finding, in the order of [ContentRule]; empty for a text that only answers.
  ///
  /// @param text what would be sent
  /// @param request what the customer asked: their latest messages, the answered one first; empty
  ///   when none is on record
  /// @param own the contact centre's own words: campaigns and codes among them always reject,
  ///   harmless ones count for nothing
  List<Finding> examine(String text, List<String> request, OwnWords own);

  /// The same with no words of one's own.
  default List<Finding> examine(String text, List<String> request) {
    return examine(text, request, OwnWords.none());
  }

  /// What would be left of a text with findings that may be sent: the text without one to three of
  /// its sentences, examined again. Empty when nothing was found, or nothing helps.
  Optional<Remedy> remedy(String text, List<String> request, OwnWords own);

  /// Names the rules that judged, lexicon and model; part of every verdict.
  String version();

  /// The rules that come with the service, in at least ten languages. Takes some 600 ms: keep it.
  static ContentRules builtIn() {
    return LearnedRules.fromClassPath();
  }

  /// Finds nothing, and says so in its version.
  static ContentRules none() {
    return new ContentRules() {
      @Override
      public List<Finding> examine(String text, List<String> request, OwnWords own) {
        return List.of();
      }

      @Override
      public Optional<Remedy> remedy(String text, List<String> request, OwnWords own) {
        return Optional.empty();
      }

      @Override
      public String version() {
        return "none";
      }
    };
  }
}
