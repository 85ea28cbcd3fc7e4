package dev.messagingwindow.content;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A labelled reply, one line of a JSONL file.
///
/// @param family rows of one family tell the same story; null where a file has none
/// @param sender `human` or `bot`
/// @param customerMessages oldest first
/// @param violations empty when allowed
record Row(
    String id,
    String lang,
    @Nullable String family,
    String sender,
    List<String> customerMessages,
    String reply,
    boolean allowed,
    Set<ContentRule> violations) {

  boolean fromBot() {
    return sender.equals("bot");
  }

  /// As [ContentRules] gets it: the latest first.
  List<String> request() {
    return customerMessages.reversed();
  }

  /// Which part of a cross-validation the row is in, one for all rows of its family.
  int foldOf(int folds) {
    return Math.floorMod((family == null ? id : family).hashCode() * 31, folds);
  }

  boolean isOnlyUnrelated() {
    return violations.equals(Set.of(ContentRule.UNRELATED));
  }
}
