package dev.messagingwindow.meta;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The Graph API's cursors. `next` says whether there is more; its address holds a token and is
/// never used.
final class Cursors {

  private Cursors() {}

  /// The cursor of what follows; null at the end.
  static @Nullable String next(JsonNode list) {
    var paging = list.path("paging");
    return paging.hasNonNull("next")
        ? paging.path("cursors").path("after").stringValue(null)
        : null;
  }
}
