package dev.messagingwindow.content;

import dev.messagingwindow.model.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lexicon and model together.
///
/// What the words say is found in every language at once; what that means is weighed without a
/// language, so that a language with few training rows is judged by what was learned from all.
final class LearnedRules implements ContentRules {

  private static final String NAME = "2026-11";
  private static final int MOST_MESSAGES = 10;
  private static final int LONGEST_MESSAGE = 600;
  private static final int MOST_LEFT_OUT = 3;

  private final Reader reader;
  private final Model model;
  private final String version;

  LearnedRules(Reader reader, Model model, String version) {
    this.reader = reader;
    this.model = model;
    this.version = version;
  }

  static LearnedRules fromClassPath() {
    var lexicon = LexiconFiles.texts();
    var model = Model.text();
    return new LearnedRules(
        new Reader(new Lexicon(LexiconFiles.parse(lexicon))),
        Model.parse(model),
        NAME + "-" + Sha256.hex(String.join("", lexicon.values()) + model).substring(0, 8));
  }

  @Override
  public List<Finding> examine(String text, List<String> request, OwnWords own) {
    return new Examination(model, reader.read(text), asked(request), own).findings();
  }

  @Override
  public Optional<Remedy> remedy(String text, List<String> request, OwnWords own) {
    var asked = asked(request);
    var reply = reader.read(text);
    var whole = new Examination(model, reply, asked, own);
    if (whole.findings().isEmpty()) {
      return Optional.empty();
    }
    var sentences = reply.tokens().written();
    var worst = whole.sentencesByBlame();
    for (var count = 1; count <= Math.min(MOST_LEFT_OUT, sentences.size() - 1); count++) {
      var remedy = without(sentences, Set.copyOf(worst.subList(0, count)));
      var rest = new Examination(model, reader.read(remedy.rest()), asked, own);
      if (rest.findings().isEmpty() && !remedy.rest().isBlank()) {
        return Optional.of(remedy);
      }
    }
    return Optional.empty();
  }

  private static Remedy without(List<Evidence> sentences, Set<Integer> places) {
    var rest = new StringBuilder();
    var leftOut = new ArrayList<Evidence>();
    for (var place = 0; place < sentences.size(); place++) {
      if (places.contains(place)) {
        leftOut.add(sentences.get(place));
      } else {
        rest.append(sentences.get(place).text());
      }
    }
    return new Remedy(leftOut, rest.toString().strip());
  }

  @Override
  public String version() {
    return version;
  }

  private Asked asked(List<String> request) {
    return new Asked(
        request.stream()
            .limit(MOST_MESSAGES)
            .map(message -> message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)))
            .map(reader::read)
            .toList());
  }
}
