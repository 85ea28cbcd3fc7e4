package dev.messagingwindow.sandbox.graph;

import java.util.Map;

/// A refusal in the shape of Instagram's login, which is not that of the Graph API.
final class InstagramRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InstagramRefusal(String message) {
    super(message, null, false, false);
  }

  Map<String, Object> body() {
    return Map.of(
        "error_type", "OAuthException", "code", 400, "error_message", String.valueOf(getMessage()));
  }
}
