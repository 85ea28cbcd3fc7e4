package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.EnumMap;
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

  private static final Set<Concept> OFFERS = EnumSet.noneOf(Concept.class);
  private static final Map<Concept, String> GROUP = new EnumMap<>(Concept.class);

  static {
    OFFERS.addAll(Concept.of(Concept.Kind.PROMOTION));
    OFFERS.addAll(
        EnumSet.of(
            Concept.PERCENT,
            Concept.AMOUNT,
            Concept.PRICE_CUT,
            Concept.CODE_TOKEN,
            Concept.LINK,
            Concept.PROMO_LINK));
    for (var concept : OFFERS) {
      GROUP.put(concept, concept.toString());
    }
    for (var concept : Concept.of(Concept.Kind.SERVICE)) {
      GROUP.put(concept, concept.toString());
    }
    GROUP.put(Concept.SALE_EVENT, "discount");
    GROUP.put(Concept.PRICE_BAIT, "discount");
    GROUP.put(Concept.MULTI_BUY, "discount");
    GROUP.put(Concept.PRICE_CUT, "discount");
    GROUP.put(Concept.STORE_CREDIT, "coupon");
    GROUP.put(Concept.CODE_TOKEN, "code");
    GROUP.put(Concept.CODE_CUE, "code");
    GROUP.put(Concept.DISCOVER, "product");
    GROUP.put(Concept.NOVELTY, "product");
    GROUP.put(Concept.UPSELL, "more");
    GROUP.put(Concept.CROSS_SELL, "more");
    GROUP.put(Concept.LOYALTY, "bonus");
    GROUP.put(Concept.REFERRAL, "bonus");
    GROUP.put(Concept.EXCLUSIVE, "praise");
    GROUP.put(Concept.HYPE, "praise");
    GROUP.put(Concept.EXCLAIM, "exclaim");
    GROUP.put(Concept.PROMO_EMOJI, "promo-emoji");
    GROUP.put(Concept.CAPITALS, "capitals");
  }

  private final Map<String, List<Hit>> present = new LinkedHashMap<>();

  static Features of(Reading reply, Asked asked) {
    var features = new Features();
    features.offers(reply, asked);
    features.says(reply, asked);
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
      if (!OFFERS.contains(concept)) {
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
        .forEach(hit -> services.get(hit.sentence()).add(hit.concept()));
    return services;
  }

  private void says(Reading reply, Asked asked) {
    for (var hit : reply.hits()) {
      switch (hit.concept().kind()) {
        case SERVICE, AUTOMATION -> add("says:" + hit.concept(), hit);
        case PROMOTION, ASKED, TOPIC, FOREIGN -> {}
        case DETECTED -> {
          switch (hit.concept()) {
            case PLACEHOLDER, DISGUISE, PROMO_EMOJI, EXCLAIM -> add("says:" + hit.concept(), hit);
            default -> {}
          }
        }
      }
    }
    var automation = reply.ofKind(Concept.Kind.AUTOMATION);
    if (automation.size() > 1) {
      add("automation:2");
    }
    for (var concept : asked.concepts()) {
      if (concept.kind() == Concept.Kind.ASKED) {
        add("q:" + concept);
      }
    }
  }

  private void pairs(Reading reply, Asked asked) {
    for (var sentence = 0; sentence < reply.tokens().sentences(); sentence++) {
      var hits = new TreeMap<String, List<Hit>>();
      for (var hit : reply.hits()) {
        var group = GROUP.get(hit.concept());
        if (group != null && hit.sentence() == sentence && !asked.explains(hit)) {
          hits.computeIfAbsent(group, _ -> new ArrayList<>()).add(hit);
        }
      }
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
    var words = reply.tokens().all().size();
    for (var least : List.of(5, 10, 20, 35)) {
      if (words >= least) {
        add("words:" + least);
      }
    }
    if (reply.tokens().sentences() > 1) {
      add("sentences:2");
    }
    var exclaims = reply.hitsOf(Concept.EXCLAIM).size();
    if (exclaims >= 3) {
      add("exclaims:3");
    }
    if (reply.tokens().text().folded().indexOf('?') >= 0) {
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
      return;
    }
    Relation.between(reply, asked).features().forEach(this::add);
  }
}
