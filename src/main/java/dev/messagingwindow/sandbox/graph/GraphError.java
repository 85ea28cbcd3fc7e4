package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.sandbox.customer.MetaMade;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal in Meta's shape. Codes: developers.facebook.com/docs/messenger-platform/error-codes
/// (read 2026-09-28).
///
/// @param httpStatus 400 to 599
/// @param subcode left out of the answer when null
record GraphError(
    int httpStatus, String type, int code, @Nullable Integer subcode, String message) {

  static final GraphError NO_TOKEN =
      oauth(400, 104, null, "An access token is required to request this resource.");
  static final GraphError DEAD_TOKEN =
      oauth(
          401,
          190,
          467,
          "Error validating access token: The session is invalid because the user logged out.");
  static final GraphError EXPIRED_TOKEN =
      oauth(401, 190, 463, "Error validating access token: Session has expired.");
  static final GraphError CODE_USED =
      oauth(400, 100, 36009, "This authorization code has been used.");
  static final GraphError CODE_EXPIRED =
      oauth(400, 100, 36007, "This authorization code has expired.");
  static final GraphError CODE_UNKNOWN = oauth(400, 100, null, "Invalid verification code format.");
  static final GraphError NO_USER_MESSENGER =
      oauth(400, 100, 2018001, "(#100) No matching user found");
  static final GraphError NO_USER_INSTAGRAM =
      oauth(400, 100, 2534014, "(#100) The requested user cannot be found.");
  static final GraphError OUTSIDE_WINDOW_MESSENGER =
      oauth(
          400,
          10,
          2018278,
          "(#10) This message is sent outside of allowed window. Learn more about the new policy"
              + " here: https://developers.facebook.com/docs/messenger-platform/policy-overview");
  static final GraphError OUTSIDE_WINDOW_INSTAGRAM =
      new GraphError(
          403, "IGApiException", 10, 2534022, "This message is sent outside of allowed window.");

  static final GraphError COMMENT_CLOSED =
      oauth(400, 100, 2534025, "The comment is invalid for a private reply");

  static GraphError unknownObject(String id) {
    return new GraphError(
        400,
        "GraphMethodException",
        100,
        33,
        "Unsupported request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support"
            + " this operation.");
  }

  static GraphError parameter(String message) {
    return oauth(400, 100, null, "(#100) " + message);
  }

  static GraphError oauth(int httpStatus, int code, @Nullable Integer subcode, String message) {
    return new GraphError(httpStatus, "OAuthException", code, subcode, message);
  }

  Map<String, Object> body() {
    var error = new LinkedHashMap<String, Object>();
    error.put("message", message);
    error.put("type", type);
    error.put("code", code);
    if (subcode != null) {
      error.put("error_subcode", subcode);
    }
    error.put("fbtrace_id", MetaMade.traceId());
    return Map.of("error", error);
  }
}
