package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How a reply belongs to what the customer asked.
///
/// @param replyTopics those the reply is about
/// @param sharedTopics those that both are about
/// @param sharedWords how many of the reply's longer words the customer used too
/// @param isSharedNumber whether a number or code of the customer's comes back
/// @param isNewNumber whether there is one that the customer did not write
record Relation(
    Set<Concept> requestTopics,
    Set<Concept> replyTopics,
    Set<Concept> sharedTopics,
    int sharedWords,
    boolean isSharedNumber,
    boolean isNewNumber) {

  private static final int LONGER_WORD = 5;

  /// What a company deals in, as opposed to what every company does (deliver, bill, book).
  private static final Set<Concept> TRADES = EnumSet.range(Concept.FLIGHT_TRAIN, Concept.KIDS);

  static Relation between(Reading reply, Asked asked) {
    var requestTopics = EnumSet.noneOf(Concept.class);
    asked.concepts().stream()
        .filter(concept -> concept.kind() == Concept.Kind.TOPIC)
        .forEach(requestTopics::add);
    var replyTopics = reply.ofKind(Concept.Kind.TOPIC);
    var shared = EnumSet.copyOf(requestTopics);
    shared.retainAll(replyTopics);

    var words = new HashSet<String>();
    var sharedNumber = false;
    var newNumber = false;
    for (var token : reply.tokens().all()) {
      var word = token.text();
      if (word.length() >= 3 && word.chars().anyMatch(Character::isDigit)) {
        sharedNumber |= asked.quotes(word);
        newNumber |= !asked.quotes(word);
      } else if (word.length() >= LONGER_WORD && asked.mentions(word)) {
        words.add(word);
      }
    }
    return new Relation(requestTopics, replyTopics, shared, words.size(), sharedNumber, newNumber);
  }

  /// Neither topic nor word nor number comes back.
  boolean sharesNothing() {
    return sharedTopics.isEmpty() && sharedWords == 0 && !isSharedNumber;
  }

  List<String> features() {
    var features = new ArrayList<String>();
    if (requestTopics.isEmpty()) {
      features.add("topic:request-none");
    }
    if (replyTopics.isEmpty()) {
      features.add("topic:reply-none");
    }
    if (sharedTopics.isEmpty() && !requestTopics.isEmpty() && !replyTopics.isEmpty()) {
      features.add("topic:differ");
      if (sharesNothing()) {
        features.add("topic:differ-in-all");
      }
    }
    if (replyTopics.size() >= 2) {
      features.add("topic:reply-2");
    }
    for (var count = 1; count <= Math.min(sharedTopics.size(), 2); count++) {
      features.add("shared:topics-" + count);
    }
    for (var count = 1; count <= Math.min(sharedWords, 3); count++) {
      features.add("shared:words-" + count);
    }
    if (isSharedNumber) {
      features.add("shared:number");
    }
    if (isNewNumber) {
      features.add("new-number");
    }
    for (var topic : replyTopics) {
      if (!sharedTopics.contains(topic)) {
        features.add("topic:only-reply-" + topic);
      }
    }
    if (sharesNothing()) {
      foreignTrades(features);
    }
    return features;
  }

  /// Trades that only the reply speaks of, and nothing else in it is the customer's.
  private void foreignTrades(List<String> features) {
    var trades = replyTopics.stream().filter(TRADES::contains).count();
    var asked = requestTopics.stream().anyMatch(TRADES::contains);
    for (var count = 1; count <= Math.min(trades, 3); count++) {
      features.add("foreign:trades-" + count);
      features.add((asked ? "foreign:other-trades-" : "foreign:only-trades-") + count);
    }
    if (requestTopics.isEmpty() && trades > 0) {
      features.add("foreign:request-none");
    }
  }
}
