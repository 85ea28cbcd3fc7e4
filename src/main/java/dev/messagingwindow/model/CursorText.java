package dev.messagingwindow.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// The text form of a list's cursor: the sort key of the last item, opaque to clients.
public final class CursorText {

  private static final String SEPARATOR = "\n";

  private CursorText() {}

  /// Encodes parts of which none but the last may contain a line break.
  public static String encode(Object... parts) {
    var text = Arrays.stream(parts).map(Object::toString).collect(Collectors.joining(SEPARATOR));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The parts again.
  ///
  /// @throws IllegalArgumentException when the text is no cursor of that many parts
  public static List<String> decode(String text, int parts) {
    var decoded =
        List.of(
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                .split(SEPARATOR, parts));
    if (decoded.size() != parts || decoded.getLast().indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no such cursor");
    }
    return decoded;
  }
}
