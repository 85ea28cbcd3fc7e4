package dev.messagingwindow.gate;

import dev.messagingwindow.content.Remedy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;

/// What of a refused text may be sent; the rules were asked again about it.
///
/// @param text what is left
/// @param withoutSentences what must go, in UTF-16 units of the whole text
/// @param message the same for people, in the caller's language
@Schema(name = "Remedy")
public record RemedyResponse(String text, List<Span> withoutSentences, String message) {

  /// @param end exclusive
  @Schema(name = "Span")
  public record Span(int start, int end) {}

  static RemedyResponse of(Remedy remedy, Locale locale) {
    return new RemedyResponse(
        remedy.rest(),
        remedy.leftOut().stream()
            .map(sentence -> new Span(sentence.start(), sentence.end()))
            .toList(),
        ViolationMessages.ofRemedy(locale));
  }
}
