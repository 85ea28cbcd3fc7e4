package dev.messagingwindow.sandbox.graph;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list in pages, as the Graph API gives it: cursors, and an address of what follows while there
/// is more.
final class GraphList {

  private GraphList() {}

  /// @param after the cursor that came; null for the first page
  static <T> Map<String, Object> of(
      List<T> all, @Nullable String after, int limit, Function<T, ?> json) {
    var from = Math.min(after == null ? 0 : position(after), all.size());
    var to = (int) Math.min((long) from + Math.max(1, limit), all.size());
    var list = new LinkedHashMap<String, Object>();
    list.put("data", all.subList(from, to).stream().map(json).toList());
    if (from < to) {
      var paging = new LinkedHashMap<String, Object>();
      paging.put("cursors", Map.of("before", cursor(from), "after", cursor(to)));
      if (to < all.size()) {
        paging.put("next", "https://graph.example.test/?access_token=hidden&after=" + cursor(to));
      }
      list.put("paging", paging);
    }
    return list;
  }

  private static String cursor(int position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("at:" + position).getBytes(StandardCharsets.UTF_8));
  }

  private static int position(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Math.max(0, Integer.parseInt(text.substring("at:".length())));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw new GraphRefusal(GraphError.parameter("Invalid cursors values supplied."));
    }
  }
}
