package dev.messagingwindow.ops;

import dev.messagingwindow.ledger.Decision;
import dev.messagingwindow.ledger.DecisionQuery;
import dev.messagingwindow.ledger.Ledger;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/// The list of decisions as CSV: RFC 4180 with a header row, each cell what stands in the JSON.
///
/// Written page by page on the request's own thread, so that neither memory nor a statement grows
/// with it, and no asynchronous time-out cuts it off.
@Component
class DecisionCsv {

  static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

  private static final int PAGE = 1000;

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("decisionId"),
          Column.of("kind"),
          Column.of("decidedAt"),
          Column.of("channelId"),
          Column.of("conversationId"),
          new Column("senderType", "/sender/type"),
          new Column("agentId", "/sender/agentId"),
          Column.of("keyName"),
          Column.of("outcome"),
          Column.of("violations"),
          new Column("messagingType", "/label/messagingType"),
          new Column("tag", "/label/tag"),
          Column.of("windowState"),
          Column.of("rulesVersion"),
          Column.of("textHash"),
          Column.of("messageId"),
          Column.of("confirmedBy"),
          Column.of("answersMessageId"),
          new Column("metaStatus", "/metaAnswer/status"),
          new Column("metaCode", "/metaAnswer/code"),
          new Column("metaSubcode", "/metaAnswer/subcode"),
          new Column("metaReason", "/metaAnswer/reason"),
          new Column("action", "/admin/action"),
          new Column("reason", "/admin/reason"));

  /// What a spreadsheet takes for a formula, also in full width, wherever the words come from.
  /// Source: owasp.org/www-community/attacks/CSV_Injection.
  private static final Pattern FORMULA =
      Pattern.compile("^[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);

  private static final ObjectWriter CSV =
      CsvMapper.builder()
          .enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
          .build()
          .writer(CsvSchema.emptySchema().withLineSeparator("\r\n"));

  private final Ledger ledger;
  private final JsonMapper json;

  DecisionCsv(Ledger ledger, JsonMapper json) {
    this.ledger = ledger;
    this.json = json;
  }

  /// Writes at most as many as the query asks for; where the rest begins stands in the header. What
  /// is decided meanwhile comes on top and shifts nothing.
  void write(DecisionQuery query, HttpServletResponse response) throws IOException {
    var last = ledger.cut(query).orElse(null);
    var page = ledger.page(query.behind(query.after(), PAGE));
    response.setContentType(MEDIA_TYPE);
    if (last != null) {
      response.setHeader("Next-Cursor", last.toString());
    }
    var rows = CSV.writeValues(response.getOutputStream());
    rows.write(COLUMNS.stream().map(Column::name).toList());
    while (!page.isEmpty()) {
      for (var decision : page) {
        rows.write(row(decision));
        if (decision.cursor().equals(last)) {
          rows.flush();
          return;
        }
      }
      page = ledger.page(query.behind(page.getLast().cursor(), PAGE));
    }
    rows.flush();
  }

  private List<String> row(Decision decision) {
    JsonNode whole = json.valueToTree(DecisionResponse.of(decision));
    return COLUMNS.stream().map(column -> cell(whole.at(column.pointer))).toList();
  }

  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isContainer()) {
      return value.isEmpty() ? "" : value.toString();
    }
    return value.isString() ? harmless(value.stringValue()) : value.asString();
  }

  private static String harmless(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  /// @param pointer where its value stands in the JSON
  private record Column(String name, String pointer) {

    static Column of(String name) {
      return new Column(name, "/" + name);
    }
  }
}
