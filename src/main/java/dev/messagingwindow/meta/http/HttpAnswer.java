package dev.messagingwindow.meta.http;

import org.springframework.http.HttpHeaders;

/// A whole answer.
///
/// @param body cut after [WholeAnswer#MAX_BYTES], which no answer of Meta's comes near; may be
///   empty
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, HttpHeaders headers, byte[] body) {

  public boolean isServerError() {
    return status >= 500;
  }
}
