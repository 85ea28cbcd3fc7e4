package dev.messagingwindow.ops;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings without which the service cannot start.
class MissingSettingsException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Map<String, String> meaningByName;

  MissingSettingsException(Map<String, String> meaningByName) {
    super("missing settings: " + meaningByName.keySet());
    this.meaningByName = new LinkedHashMap<>(meaningByName);
  }

  Map<String, String> meaningByName() {
    return meaningByName;
  }
}
