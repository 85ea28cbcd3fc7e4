package dev.messagingwindow.webhook;

import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads Meta's JSON the way it comes: ids as text or number, times in seconds or milliseconds,
/// null for absent.
final class Json {

  /// Longer ids are no ids: nothing of Meta's comes near.
  private static final int MAX_MESSAGE_ID = 512;

  /// Times below this are seconds, since Meta's milliseconds have thirteen digits.
  private static final long FIRST_MILLISECONDS = 1_000_000_000_000L;

  private static final int DIGEST_HEX_DIGITS = 16;

  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Json() {}

  /// The object under a key; null when it is absent, null or something else.
  static @Nullable JsonNode object(JsonNode parent, String key) {
    var value = parent.path(key);
    return value.isObject() ? value : null;
  }

  /// Text, or a whole number as text; null for everything else.
  static @Nullable String text(JsonNode parent, String key) {
    var value = parent.path(key);
    return value.isString() || value.isIntegralNumber() ? storable(value.asString()) : null;
  }

  /// Text in one line without control and formatting characters, cut to a number of code points;
  /// null when nothing is left.
  static @Nullable String line(JsonNode parent, String key, int maxCodePoints) {
    var text = text(parent, key);
    if (text == null) {
      return null;
    }
    var line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
    if (line.isEmpty()) {
      return null;
    }
    return line.codePointCount(0, line.length()) <= maxCodePoints
        ? line
        : line.substring(0, line.offsetByCodePoints(0, maxCodePoints));
  }

  static boolean flag(JsonNode parent, String key) {
    return parent.path(key).asBoolean(false);
  }

  static @Nullable CustomerId customer(@Nullable JsonNode party) {
    var id = party == null ? null : text(party, "id");
    return id != null && MetaId.isValid(id) ? new CustomerId(id) : null;
  }

  static @Nullable String messageId(JsonNode parent) {
    var mid = text(parent, "mid");
    return mid == null || mid.isEmpty() || mid.length() > MAX_MESSAGE_ID ? null : mid;
  }

  /// Epoch seconds or milliseconds, as number or text; null when missing, not a number, zero or
  /// negative.
  static @Nullable Instant time(JsonNode parent, String key) {
    var text = text(parent, key);
    if (text == null || !text.matches("[0-9]{1,18}")) {
      return null;
    }
    var value = Long.parseLong(text);
    if (value == 0) {
      return null;
    }
    return value >= FIRST_MILLISECONDS ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value);
  }

  /// Tells values apart whatever the order of their keys.
  static String digest(@Nullable JsonNode value) {
    var sorted = SORTED.writeValueAsBytes(SORTED.treeToValue(value, Object.class));
    return Sha256.hex(sorted).substring(0, DIGEST_HEX_DIGITS);
  }

  /// PostgreSQL's `text` holds neither U+0000 nor half a surrogate pair.
  static String storable(String text) {
    if (text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return text;
    }
    var storable = new StringBuilder(text.length());
    text.codePoints()
        .map(point ->
            point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                ? 0xFFFD
                : point)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }
}
