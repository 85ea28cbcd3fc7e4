package dev.messagingwindow.ops;

import dev.messagingwindow.ledger.Decision;
import dev.messagingwindow.ledger.DecisionQuery;
import dev.messagingwindow.ledger.Ledger;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/// The list of decisions as CSV: RFC 4180 with a header row, each cell what stands in the JSON.
///
/// Written page by page on the request's own thread, so that neither memory nor a statement grows
/// with it, and no asynchronous time-out cuts it off.
@Component
class DecisionCsv {

  static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

  private static final int PAGE = 1000;

  /// Column and where its value stands in the JSON.
  private static final Map<String, String> COLUMNS = columns();

  /// What a spreadsheet takes for a formula, wherever the words come from. Source:
  /// owasp.org/www-community/attacks/CSV_Injection (read 2026-11-27).
  private static final Pattern FORMULA =
      Pattern.compile("^[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);

  private static final ObjectWriter CSV =
      CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build().writer(schema());

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
    rows.write(List.copyOf(COLUMNS.keySet()));
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
    return COLUMNS.values().stream().map(pointer -> cell(whole.at(pointer))).toList();
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

  private static Map<String, String> columns() {
    var columns = new LinkedHashMap<String, String>();
    for (var name : List.of("decisionId", "kind", "decidedAt", "channelId", "conversationId")) {
      columns.put(name, "/" + name);
    }
    columns.put("senderType", "/sender/type");
    columns.put("agentId", "/sender/agentId");
    for (var name : List.of("keyName", "outcome", "violations")) {
      columns.put(name, "/" + name);
    }
    columns.put("messagingType", "/label/messagingType");
    columns.put("tag", "/label/tag");
    for (var name :
        List.of(
            "windowState",
            "rulesVersion",
            "textHash",
            "messageId",
            "confirmedBy",
            "answersMessageId")) {
      columns.put(name, "/" + name);
    }
    columns.put("metaStatus", "/metaAnswer/status");
    columns.put("metaCode", "/metaAnswer/code");
    columns.put("metaSubcode", "/metaAnswer/subcode");
    columns.put("metaReason", "/metaAnswer/reason");
    columns.put("action", "/admin/action");
    columns.put("reason", "/admin/reason");
    return columns;
  }
}
