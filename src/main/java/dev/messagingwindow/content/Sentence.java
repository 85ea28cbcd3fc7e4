package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A part of a reply that can be judged by itself.
///
/// @param place its number, from 0
/// @param count how many there are in the reply
/// @param end what stands between its last token and the next sentence
/// @param earlierTopics what the sentences before it are about
record Sentence(
    int place,
    int count,
    List<Token> tokens,
    List<Hit> hits,
    String end,
    Set<Concept> earlierTopics) {

  static List<Sentence> of(Reading reply) {
    var count = reply.tokens().sentences();
    var tokens = new ArrayList<List<Token>>();
    var hits = new ArrayList<List<Hit>>();
    for (var place = 0; place < count; place++) {
      tokens.add(new ArrayList<>());
      hits.add(new ArrayList<>());
    }
    reply.tokens().all().forEach(token -> tokens.get(token.sentence()).add(token));
    reply.hits().forEach(hit -> hits.get(hit.sentence()).add(hit));

    var sentences = new ArrayList<Sentence>();
    var topics = EnumSet.noneOf(Concept.class);
    for (var place = 0; place < count; place++) {
      sentences.add(
          new Sentence(
              place,
              count,
              tokens.get(place),
              hits.get(place),
              end(reply.tokens(), tokens, place),
              EnumSet.copyOf(topics)));
      hits.get(place).stream()
          .map(Hit::concept)
          .filter(concept -> concept.kind() == Concept.Kind.TOPIC)
          .forEach(topics::add);
    }
    return sentences;
  }

  private static String end(Tokens all, List<List<Token>> tokens, int place) {
    if (tokens.get(place).isEmpty()) {
      return "";
    }
    var folded = all.text().folded();
    var from = tokens.get(place).getLast().to();
    var to =
        place + 1 < tokens.size() && !tokens.get(place + 1).isEmpty()
            ? tokens.get(place + 1).getFirst().from()
            : folded.length();
    return folded.substring(from, to);
  }

  boolean isLast() {
    return place == count - 1;
  }
}
