package dev.messagingwindow.problem;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A caller's mistake, a missing thing or a refusal, on its way to a problem answer.
///
/// Detail and members reach the client: never put a token, a message's text, a name or a customer
/// id into the detail.
public class ApiProblem extends ErrorResponseException {

  private final ProblemType problemType;

  public ApiProblem(ProblemType type, String detail) {
    super(type.status(), body(type, detail), null);
    this.problemType = type;
  }

  public ProblemType problemType() {
    return problemType;
  }

  /// Adds an extra member for machines.
  public ApiProblem with(String member, Object value) {
    getBody().setProperty(member, value);
    return this;
  }

  /// Adds `Retry-After`, in whole seconds, at least one.
  public ApiProblem retryAfter(Duration wait) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    return this;
  }

  /// A 400 about one field.
  ///
  /// @param field name or path of the field, parameter or header
  /// @param message what is expected, never the value that came
  public static ApiProblem invalid(String field, String message) {
    return invalid(List.of(new FieldProblem(field, message)));
  }

  static ApiProblem invalid(List<FieldProblem> errors) {
    return new ApiProblem(ProblemType.INVALID_REQUEST, "See errors for each field.")
        .with("errors", errors);
  }

  static ProblemDetail body(ProblemType type, String detail) {
    var body = ProblemDetail.forStatusAndDetail(type.status(), detail);
    body.setType(type.uri());
    body.setTitle(type.title());
    return body;
  }
}
