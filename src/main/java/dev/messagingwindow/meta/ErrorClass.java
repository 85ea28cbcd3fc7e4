package dev.messagingwindow.meta;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an error of the Graph API means for a message and its channel.
///
/// Source: developers.facebook.com/docs/messenger-platform/error-codes (25 June 2026) and
/// /docs/graph-api/guides/error-handling.
public enum ErrorClass {
  /// Try again later; nothing was sent.
  TRANSIENT,
  /// Wait as long as Meta says; nothing was sent.
  RATE,
  /// May have been sent: never repeat, wait for the echo.
  AMBIGUOUS,
  WINDOW_CLOSED,
  PERSON_UNAVAILABLE,
  THREAD_CONTROL,
  PERMISSION,
  /// Meta warned about tagged messages to this person.
  POLICY_WARNING,
  /// The account is restricted: nothing more may be sent until somebody looked.
  POLICY,
  /// The token is dead, or the owner must allow access again.
  RECONNECT,
  INVALID_RECIPIENT,
  /// No private reply to this comment any more: too old, answered already, or deleted.
  COMMENT_CLOSED,
  INVALID_MESSAGE,
  UNKNOWN_CODE;

  private static final Set<Integer> RATE_CODES = Set.of(4, 17, 32, 341, 613, 80001, 80002, 80006);

  /// Code and subcode together decide; these rows come before [#byCode].
  private static final Map<Integer, Map<Integer, ErrorClass>> BY_SUBCODE =
      Map.of(
          1, Map.of(1357046, AMBIGUOUS, 99, TRANSIENT),
          2, Map.of(2018344, PERMISSION, 1545133, UNKNOWN_CODE),
          10,
              Map.ofEntries(
                  Map.entry(2018278, WINDOW_CLOSED),
                  Map.entry(2534022, WINDOW_CLOSED),
                  Map.entry(2018065, WINDOW_CLOSED),
                  Map.entry(2018108, PERSON_UNAVAILABLE),
                  Map.entry(1893063, POLICY),
                  Map.entry(2534077, RECONNECT),
                  Map.entry(1404170, PERMISSION),
                  Map.entry(1893015, PERMISSION),
                  Map.entry(2018336, PERMISSION),
                  Map.entry(2018300, THREAD_CONTROL)),
          100,
              Map.ofEntries(
                  Map.entry(33, INVALID_RECIPIENT),
                  Map.entry(2018001, INVALID_RECIPIENT),
                  Map.entry(2534014, INVALID_RECIPIENT),
                  Map.entry(2534025, COMMENT_CLOSED),
                  Map.entry(2534013, RECONNECT),
                  Map.entry(2534029, POLICY),
                  Map.entry(2534037, THREAD_CONTROL)),
          200, Map.of(1545041, PERSON_UNAVAILABLE, 2534041, RECONNECT, 2534066, UNKNOWN_CODE),
          613, Map.of(1893016, INVALID_MESSAGE, 2018338, POLICY_WARNING));

  public static ErrorClass of(GraphError error) {
    var subcode = error.subcode();
    var exact =
        subcode == null ? null : BY_SUBCODE.getOrDefault(error.code(), Map.of()).get(subcode);
    return exact != null ? exact : byCode(error.code());
  }

  private static ErrorClass byCode(int code) {
    if (RATE_CODES.contains(code)) {
      return RATE;
    }
    return switch (code) {
      case 1, 2, 1200, 2018321 -> TRANSIENT;
      // the HTTP status, where a throttling proxy answered instead of the Graph API
      case 429 -> RATE;
      case 10 -> PERMISSION;
      case 100, 36103, 506, 9000001 -> INVALID_MESSAGE;
      case 102, 190 -> RECONNECT;
      case 368, 2022 -> POLICY;
      case 551 -> PERSON_UNAVAILABLE;
      case 2018300 -> THREAD_CONTROL;
      default -> code >= 200 && code <= 299 ? PERMISSION : UNKNOWN_CODE;
    };
  }

  static boolean isServerError(int httpStatus) {
    return httpStatus >= 500;
  }

  /// Where Meta's body could not be read there is only the HTTP status.
  static GraphError unreadable(int httpStatus, @Nullable String words) {
    return new GraphError(httpStatus, null, words == null ? "HTTP " + httpStatus : words);
  }
}
