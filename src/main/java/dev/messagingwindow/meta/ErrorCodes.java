package dev.messagingwindow.meta;

import static dev.messagingwindow.meta.ErrorClass.AMBIGUOUS;
import static dev.messagingwindow.meta.ErrorClass.APP_RATE;
import static dev.messagingwindow.meta.ErrorClass.CHANNEL_RATE;
import static dev.messagingwindow.meta.ErrorClass.COMMENT_CLOSED;
import static dev.messagingwindow.meta.ErrorClass.INVALID_MESSAGE;
import static dev.messagingwindow.meta.ErrorClass.INVALID_RECIPIENT;
import static dev.messagingwindow.meta.ErrorClass.PERMISSION;
import static dev.messagingwindow.meta.ErrorClass.PERSON_UNAVAILABLE;
import static dev.messagingwindow.meta.ErrorClass.POLICY;
import static dev.messagingwindow.meta.ErrorClass.POLICY_WARNING;
import static dev.messagingwindow.meta.ErrorClass.RECONNECT;
import static dev.messagingwindow.meta.ErrorClass.THREAD_CONTROL;
import static dev.messagingwindow.meta.ErrorClass.TRANSIENT;
import static dev.messagingwindow.meta.ErrorClass.UNKNOWN_CODE;
import static dev.messagingwindow.meta.ErrorClass.WINDOW_CLOSED;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Meta's codes and what they mean. The pages say what a code is; whether to repeat a send is our
/// reading.
///
/// Sources, read 2026-09-28: developers.facebook.com/docs/messenger-platform/error-codes (edition
/// of 25 June 2026), /docs/graph-api/guides/error-handling (102, 190, 2xx, 368, 506, 17, 32, 341)
/// and /docs/graph-api/overview/rate-limiting (613/1996, 800xx).
final class ErrorCodes {

  /// Code and subcode together; these come before [#BY_CODE].
  private static final Map<Integer, Map<Integer, ErrorClass>> BY_SUBCODE =
      Map.of(
          1,
              Map.of(
                  99, TRANSIENT,
                  // the messages were sent, only the answer is broken
                  1357046, AMBIGUOUS),
          2,
              Map.of(
                  // privacy terms not accepted: somebody must
                  2018344, PERMISSION,
                  1545133, UNKNOWN_CODE),
          10,
              Map.ofEntries(
                  Map.entry(2018278, WINDOW_CLOSED),
                  Map.entry(2534022, WINDOW_CLOSED),
                  Map.entry(2018065, WINDOW_CLOSED),
                  Map.entry(2018108, PERSON_UNAVAILABLE),
                  Map.entry(1893063, POLICY),
                  // the link of account, user and Page cannot be verified
                  Map.entry(2534077, RECONNECT),
                  // marketing restrictions and the EU's
                  Map.entry(1404170, INVALID_MESSAGE),
                  Map.entry(1893015, INVALID_MESSAGE),
                  Map.entry(2018336, INVALID_MESSAGE),
                  Map.entry(2018300, THREAD_CONTROL)),
          100,
              Map.ofEntries(
                  Map.entry(33, INVALID_RECIPIENT),
                  Map.entry(2018001, INVALID_RECIPIENT),
                  Map.entry(2534014, INVALID_RECIPIENT),
                  Map.entry(2534025, COMMENT_CLOSED),
                  // the Page is not linked to an Instagram account
                  Map.entry(2534013, RECONNECT),
                  Map.entry(2534029, POLICY),
                  Map.entry(2534037, THREAD_CONTROL)),
          200,
              Map.of(
                  // one page of Meta's says "window closed", the other "isn't available": the
                  // harmless one
                  1545041, PERSON_UNAVAILABLE,
                  // the owner switched off access to Instagram messages
                  2534041, RECONNECT,
                  2534066, UNKNOWN_CODE),
          613,
              Map.of(
                  // several opt-in requests
                  1893016, INVALID_MESSAGE,
                  2018338, POLICY_WARNING));

  private static final Map<Integer, ErrorClass> BY_CODE =
      Map.ofEntries(
          Map.entry(1, TRANSIENT),
          Map.entry(2, TRANSIENT),
          Map.entry(4, APP_RATE),
          Map.entry(10, PERMISSION),
          Map.entry(17, CHANNEL_RATE),
          Map.entry(32, CHANNEL_RATE),
          Map.entry(100, INVALID_MESSAGE),
          Map.entry(102, RECONNECT),
          Map.entry(190, RECONNECT),
          Map.entry(341, APP_RATE),
          Map.entry(368, POLICY),
          Map.entry(506, INVALID_MESSAGE),
          Map.entry(551, PERSON_UNAVAILABLE),
          Map.entry(613, CHANNEL_RATE),
          Map.entry(1200, TRANSIENT),
          Map.entry(2022, POLICY),
          Map.entry(36103, INVALID_MESSAGE),
          Map.entry(2018300, THREAD_CONTROL),
          // the person is in Meta's automated questions and answers
          Map.entry(2018321, TRANSIENT),
          Map.entry(9000001, INVALID_MESSAGE));

  private ErrorCodes() {}

  static ErrorClass classOf(int code, @Nullable Integer subcode) {
    var exact = subcode == null ? null : BY_SUBCODE.getOrDefault(code, Map.of()).get(subcode);
    if (exact != null) {
      return exact;
    }
    if (code >= 200 && code <= 299) {
      return PERMISSION;
    }
    // the limits of business use cases: 80001 pages, 80002 Instagram, 80006 Messenger
    if (code >= 80000 && code <= 80099) {
      return CHANNEL_RATE;
    }
    return BY_CODE.getOrDefault(code, UNKNOWN_CODE);
  }

  /// Whether the table has a row of its own for the code, or for its range.
  static boolean isKnown(int code) {
    return classOf(code, null) != UNKNOWN_CODE;
  }
}
