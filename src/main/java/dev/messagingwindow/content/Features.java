package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is the case about a reply, in no language: each feature is there or not, and knows the hits
/// that put it there.
///
/// - `new:c`, `asked:c` – the reply has the concept, and the customer's messages do not or do
///   explain it
/// - `last:c` – it stands in the last of several sentences, unexplained
/// - `bare:c` – its sentence has nothing of an answer in it
/// - `says:c`, `q:c` – a concept of service or automation in the reply, of asking in the request
/// - `pair:g+h` – two groups of concepts in one sentence
/// - `many:n`, `dense:n` – at least n unexplained concepts in the reply, in one sentence
/// - `topic:…`, `shared:…` – how reply and request belong together
final class Features {

  /// Stands for a reply that relatedness asks nothing about: no request on record, no topic found,
  /// a short service turn.
  static final String RELATED = "related";

  private static final int SHORT = 8;
  private static final Set<Concept> SERVICE_TURNS =
      EnumSet.of(Concept.ASK_DETAILS, Concept.WAIT, Concept.CLOSING, Concept.APOLOGY);

  private final Map<String, List<Hit>> present = new LinkedHashMap<>();

  static Features of(Reading reply, Asked asked) {
    var features = new Features();
    features.offers(reply, asked);
    features.says(reply, asked);
    features.retention(reply, asked);
    features.pairs(reply, asked);
    features.form(reply);
    features.relation(reply, asked);
    return features;
  }

  Set<String> names() {
    return present.keySet();
  }

  /// Those that put a feature there; empty when it is not about a place in the text.
  List<Hit> hits(String name) {
    return present.getOrDefault(name, List.of());
  }

  boolean has(String name) {
    return present.containsKey(name);
  }

  private void add(String name) {
    present.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  private void add(String name, Hit hit) {
    present.computeIfAbsent(name, _ -> new ArrayList<>()).add(hit);
  }

  private void offers(Reading reply, Asked asked) {
    var sentences = reply.tokens().sentences();
    var services = servicesBySentence(reply);
    var unexplained = EnumSet.noneOf(Concept.class);
    var bySentence = new ArrayList<Set<Concept>>();
    for (var sentence = 0; sentence < sentences; sentence++) {
      bySentence.add(EnumSet.noneOf(Concept.class));
    }
    for (var hit : reply.hits()) {
      var concept = hit.concept();
      if (!Groups.OFFERS.contains(concept)) {
        continue;
      }
      if (asked.explains(hit)) {
        add("asked:" + concept, hit);
        continue;
      }
      add("new:" + concept, hit);
      if (sentences > 1 && hit.sentence() == sentences - 1) {
        add("last:" + concept, hit);
      }
      if (services.get(hit.sentence()).isEmpty()) {
        add("bare:" + concept, hit);
      }
      if (concept.kind() == Concept.Kind.PROMOTION) {
        unexplained.add(concept);
        bySentence.get(hit.sentence()).add(concept);
      }
    }
    for (var count = 1; count <= Math.min(unexplained.size(), 5); count++) {
      add("many:" + count);
    }
    var densest = bySentence.stream().mapToInt(Set::size).max().orElse(0);
    for (var count = 2; count <= Math.min(densest, 4); count++) {
      add("dense:" + count);
    }
  }

  private static List<Set<Concept>> servicesBySentence(Reading reply) {
    var services = new ArrayList<Set<Concept>>();
    for (var sentence = 0; sentence < reply.tokens().sentences(); sentence++) {
      services.add(EnumSet.noneOf(Concept.class));
    }
    reply.hits().stream()
        .filter(hit -> hit.concept().kind() == Concept.Kind.SERVICE)
        .filter(hit -> hit.concept() != Concept.ANSWER)
        .forEach(hit -> services.get(hit.sentence()).add(hit.concept()));
    return services;
  }

  private void says(Reading reply, Asked asked) {
    for (var hit : reply.hits()) {
      switch (hit.concept().kind()) {
        case AUTOMATION ->
            add((asked.has(hit.concept()) ? "asked:" : "says:") + hit.concept(), hit);
        case SERVICE, CUE -> add("says:" + hit.concept(), hit);
        case PROMOTION, ASKED, TOPIC, FOREIGN, MEASURE -> {}
        case DETECTED -> {
          switch (hit.concept()) {
            case PLACEHOLDER, DISGUISE, PROMO_EMOJI, EXCLAIM -> add("says:" + hit.concept(), hit);
            default -> {}
          }
        }
      }
    }
    for (var hit : reply.hits()) {
      if (hit.concept().kind() == Concept.Kind.CUE
          && hit.sentence() == reply.tokens().sentences() - 1) {
        add("last:" + hit.concept(), hit);
      }
    }
    var automation = reply.ofKind(Concept.Kind.AUTOMATION);
    for (var count = 1; count <= Math.min(automation.size(), 2); count++) {
      add("automation:" + count);
    }
    for (var concept : asked.concepts()) {
      switch (concept.kind()) {
        case ASKED, PROMOTION, CUE, MEASURE -> add("q:" + concept);
        case AUTOMATION, SERVICE, TOPIC, FOREIGN, DETECTED -> {}
      }
    }
  }

  /// A contract that the customer wants to end is a reason to offer something.
  private void retention(Reading reply, Asked asked) {
    if (!asked.has(Concept.ASKS_CANCEL)) {
      return;
    }
    for (var hit : reply.hits()) {
      if (Groups.OFFERS.contains(hit.concept()) || hit.concept().kind() == Concept.Kind.CUE) {
        add("retention:" + Groups.of(hit.concept()), hit);
      }
    }
  }

  private void pairs(Reading reply, Asked asked) {
    var bySentence = new ArrayList<Map<String, List<Hit>>>();
    for (var sentence = 0; sentence < reply.tokens().sentences(); sentence++) {
      bySentence.add(new TreeMap<>());
    }
    for (var hit : reply.hits()) {
      var group = Groups.of(hit.concept());
      if (group != null && !asked.explains(hit)) {
        bySentence.get(hit.sentence()).computeIfAbsent(group, _ -> new ArrayList<>()).add(hit);
      }
    }
    for (var hits : bySentence) {
      var groups = List.copyOf(hits.entrySet());
      for (var one = 0; one < groups.size(); one++) {
        for (var other = one + 1; other < groups.size(); other++) {
          pair(groups.get(one), groups.get(other));
        }
      }
    }
  }

  private void pair(Map.Entry<String, List<Hit>> one, Map.Entry<String, List<Hit>> other) {
    var name = "pair:" + one.getKey() + "+" + other.getKey();
    one.getValue().forEach(hit -> add(name, hit));
    other.getValue().forEach(hit -> add(name, hit));
  }

  private void form(Reading reply) {
    if (!reply.tokens().all().isEmpty()) {
      var start = reply.tokens().all().getFirst().from();
      reply.hits().stream()
          .filter(hit -> hit.from() == start && hit.concept().kind() == Concept.Kind.SERVICE)
          .forEach(hit -> add("begins-as-answer", hit));
    }
    var exclaims = reply.hitsOf(Concept.EXCLAIM).size();
    if (exclaims >= 3) {
      add("exclaims:3");
    }
    if (reply.asksBack()) {
      add("asks-back");
    }
  }

  private void relation(Reading reply, Asked asked) {
    for (var concept : reply.ofKind(Concept.Kind.FOREIGN)) {
      var name = (asked.has(concept) ? "asked:" : "new:") + concept;
      reply.hitsOf(concept).forEach(hit -> add(name, hit));
    }
    if (!asked.isOnRecord()) {
      add("no-request");
      add(RELATED);
      return;
    }
    if (hasNoMatter(reply) || isServiceTurn(reply)) {
      add(RELATED);
    }
    var relation = Relation.between(reply, asked);
    relation.features().forEach(this::add);
    if (relation.sharesNothing() && !isAnswer(reply)) {
      add("unconnected");
      add("unconnected:topics-" + Math.min(relation.replyTopics().size(), 2));
      if (relation.requestTopics().isEmpty()) {
        add("unconnected:request-none");
      }
      if (reply.has(Concept.NAMED)) {
        add("unconnected:named");
      }
      if (!reply.ofKind(Concept.Kind.FOREIGN).isEmpty()) {
        add("unconnected:foreign");
      }
    }
  }

  private static boolean hasNoMatter(Reading reply) {
    return reply.ofKind(Concept.Kind.TOPIC).isEmpty()
        && reply.ofKind(Concept.Kind.FOREIGN).isEmpty();
  }

  /// "One moment", "your postcode please?"
  private static boolean isServiceTurn(Reading reply) {
    return reply.tokens().all().size() <= SHORT
        && reply.hasAny(SERVICE_TURNS)
        && reply.ofKind(Concept.Kind.FOREIGN).isEmpty();
  }

  /// Whether it says anything that only answers, or asks back.
  private static boolean isAnswer(Reading reply) {
    return !reply.ofKind(Concept.Kind.SERVICE).isEmpty() || reply.asksBack();
  }
}
