package dev.messagingwindow.webhook;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where an event stood in its body: enough to write the smallest body that brings it alone. Holds
/// on to the parsed body and copies nothing.
///
/// @param list `messaging`, `standby` or `changes`; null when the entry itself is the item
record RawEvent(JsonNode object, JsonNode entry, @Nullable String list, JsonNode item) {

  /// Half a surrogate pair has no UTF-8, but it has an escape; a number too large for a `double`
  /// must not come back as the text `"Infinity"`.
  private static final JsonMapper ASCII =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  byte[] envelope() {
    var body = ASCII.createObjectNode();
    body.set("object", object);
    var only = body.putArray("entry").addObject();
    for (var shared : new String[] {"id", "time"}) {
      if (entry.has(shared)) {
        only.set(shared, entry.path(shared));
      }
    }
    if (list == null) {
      for (var own : new String[] {"field", "value"}) {
        if (entry.has(own)) {
          only.set(own, entry.path(own));
        }
      }
    } else {
      only.putArray(list).add(item);
    }
    return ASCII.writeValueAsString(body).getBytes(StandardCharsets.US_ASCII);
  }
}
