package dev.messagingwindow.content;

import java.util.Set;

/// What is the case about a reply as a whole:
///
/// - `q:c` – what the customer's messages ask for or speak of
/// - `retention:g` – an offer in answer to a cancellation
/// - `topic:…`, `shared:…`, `unconnected…`, `foreign:…` – how reply and request belong together
/// - `automation:n` – at least n kinds of automation
final class WholeFeatures {

  /// No request on record, no words at all, or a short service turn ("one moment", "your postcode
  /// please?").
  static final String RELATED = "related";

  private static final int SHORT = 8;
  private static final Set<Concept> SERVICE_TURNS =
      Set.of(Concept.ASK_DETAILS, Concept.WAIT, Concept.CLOSING, Concept.APOLOGY);

  private static final Set<Concept> WHEN = Set.of(Concept.TIME, Concept.PERIOD, Concept.NOW);
  private static final Set<Concept> HOW_MUCH = Set.of(Concept.AMOUNT, Concept.GRATIS);

  private final Reading reply;
  private final Asked asked;
  private final FeatureSet features = new FeatureSet();

  WholeFeatures(Reading reply, Asked asked) {
    this.reply = reply;
    this.asked = asked;
  }

  FeatureSet all() {
    request();
    retention();
    form();
    relation();
    return features;
  }

  private void request() {
    for (var concept : asked.concepts()) {
      switch (concept.kind()) {
        case ASKED, PROMOTION, CUE, MEASURE -> features.add(concept.in("q:"));
        case AUTOMATION, SERVICE, TOPIC, FOREIGN, COMMON, DETECTED -> {}
      }
    }
  }

  /// A contract that the customer wants to end is a reason to offer something.
  private void retention() {
    if (!asked.has(Concept.ASKS_CANCEL)) {
      return;
    }
    for (var hit : reply.hits()) {
      if (Groups.OFFERS.contains(hit.concept()) || hit.concept().kind() == Concept.Kind.CUE) {
        features.add("retention:" + Groups.of(hit.concept()), hit);
      }
    }
  }

  private void form() {
    if (!reply.tokens().all().isEmpty()) {
      var start = reply.tokens().all().getFirst().from();
      reply.hits().stream()
          .filter(hit -> hit.from() == start && hit.concept().kind() == Concept.Kind.SERVICE)
          .forEach(hit -> features.add("begins-as-answer", hit));
    }
    var automation = reply.ofKind(Concept.Kind.AUTOMATION);
    for (var count = 1; count <= Math.min(automation.size(), 2); count++) {
      features.add("automation:" + count);
    }
    if (reply.hitsOf(Concept.EXCLAIM).size() >= 3) {
      features.add("exclaims:3");
    }
    if (reply.asksBack()) {
      features.add("asks-back");
    }
  }

  private void relation() {
    if (!asked.isOnRecord()) {
      features.add("no-request");
      features.add(RELATED);
      return;
    }
    if (reply.tokens().all().isEmpty() || isServiceTurn()) {
      features.add(RELATED);
    }
    answered("when", asked.has(Concept.ASKS_WHEN), WHEN);
    answered("price", asked.has(Concept.ASKS_PRICE), HOW_MUCH);
    var relation = Relation.between(reply, asked);
    relation.features().forEach(features::add);
    if (relation.sharesNothing() && !isAnswer()) {
      features.add("unconnected");
      features.add("unconnected:topics-" + Math.min(relation.replyTopics().size(), 2));
      if (relation.requestTopics().isEmpty()) {
        features.add("unconnected:request-none");
      }
      if (reply.has(Concept.NAMED)) {
        features.add("unconnected:named");
      }
      if (!reply.ofKind(Concept.Kind.FOREIGN).isEmpty()) {
        features.add("unconnected:foreign");
      }
    }
  }

  private void answered(String question, boolean isAsked, Set<Concept> answers) {
    if (isAsked) {
      features.add((reply.hasAny(answers) ? "answered:" : "unanswered:") + question);
    }
  }

  private boolean isServiceTurn() {
    return reply.tokens().all().size() <= SHORT
        && reply.hasAny(SERVICE_TURNS)
        && reply.ofKind(Concept.Kind.FOREIGN).isEmpty();
  }

  /// Whether it says anything that only answers, or asks back.
  private boolean isAnswer() {
    return !reply.ofKind(Concept.Kind.SERVICE).isEmpty() || reply.asksBack();
  }
}
