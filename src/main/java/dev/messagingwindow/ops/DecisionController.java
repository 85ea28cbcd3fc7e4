package dev.messagingwindow.ops;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.ledger.DecisionCursor;
import dev.messagingwindow.ledger.DecisionQuery;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/decisions")
@Tag(name = "Decisions")
class DecisionController {

  private static final String SUMMARY = "What was decided and what came of it, newest first";
  private static final String DESCRIPTION =
      "No text and no customer in it. `from` is inclusive, `to` exclusive; `rule` is one that was"
          + " violated. With `Accept: text/csv` the same as CSV: up to 100,000 rows, all of them"
          + " unless `limit` says less; when there are more, the header Next-Cursor has the cursor"
          + " to go on with. A cell that a spreadsheet would take for a formula begins with an"
          + " apostrophe.";

  private final Ledger ledger;
  private final DecisionCsv csv;
  private final Channels channels;

  DecisionController(Ledger ledger, DecisionCsv csv, Channels channels) {
    this.ledger = ledger;
    this.csv = csv;
    this.channels = channels;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = SUMMARY, description = DESCRIPTION)
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  DecisionsResponse list(
      @RequestParam(required = false) @Nullable ChannelId channelId,
      @RequestParam(required = false) @Nullable Outcome outcome,
      @RequestParam(required = false) @Nullable Rule rule,
      @RequestParam(required = false) LedgerEntry.@Nullable Kind kind,
      @RequestParam(required = false) @Nullable MessageId messageId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable DecisionCursor cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
      Reach reach) {
    var page =
        ledger.page(
            new DecisionQuery(
                within(channelId, reach),
                outcome,
                rule,
                kind,
                messageId,
                from,
                to,
                cursor,
                limit + 1));
    var shown = page.stream().limit(limit).toList();
    return new DecisionsResponse(
        shown.stream().map(DecisionResponse::of).toList(),
        page.size() > limit ? shown.getLast().cursor().toString() : null);
  }

  @GetMapping(produces = DecisionCsv.MEDIA_TYPE)
  @Operation(summary = SUMMARY, description = DESCRIPTION)
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  void export(
      @RequestParam(required = false) @Nullable ChannelId channelId,
      @RequestParam(required = false) @Nullable Outcome outcome,
      @RequestParam(required = false) @Nullable Rule rule,
      @RequestParam(required = false) LedgerEntry.@Nullable Kind kind,
      @RequestParam(required = false) @Nullable MessageId messageId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable DecisionCursor cursor,
      @RequestParam(defaultValue = "100000") @Min(1) @Max(100_000) int limit,
      Reach reach,
      HttpServletResponse response)
      throws IOException {
    csv.write(
        new DecisionQuery(
            within(channelId, reach), outcome, rule, kind, messageId, from, to, cursor, limit),
        response);
  }

  private @Nullable Set<ChannelId> within(@Nullable ChannelId channelId, Reach reach) {
    return channelId == null ? reach.only() : channels.requireAll(Set.of(channelId), reach);
  }

  record DecisionsResponse(List<DecisionResponse> decisions, @Nullable String nextCursor) {}
}
