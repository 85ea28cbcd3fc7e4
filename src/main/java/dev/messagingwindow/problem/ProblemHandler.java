package dev.messagingwindow.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Turns every exception into `application/problem+json`. Spring's own errors pass through here
/// too, so that each gets a type and none repeats the caller's value.
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
  private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

  @ExceptionHandler
  ResponseEntity<Object> unauthorized(AuthenticationException failure) {
    var problem =
        new ApiProblem(
            ProblemType.UNAUTHORIZED, "Send 'Authorization: Bearer <API key>' with a valid key.");
    problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return answer(problem);
  }

  @ExceptionHandler
  ResponseEntity<Object> forbidden(AccessDeniedException failure) {
    return answer(
        new ApiProblem(ProblemType.FORBIDDEN, "No role of this credential permits the request."));
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    CannotCreateTransactionException.class,
    TransactionTimedOutException.class,
    QueryTimeoutException.class,
    PessimisticLockingFailureException.class
  })
  ResponseEntity<Object> unavailable(Exception failure) {
    log.warn("the database does not answer: {}", failure.getClass().getSimpleName());
    return answer(
        new ApiProblem(ProblemType.UNAVAILABLE, "The database does not answer.")
            .retryAfter(DATABASE_RETRY));
  }

  @ExceptionHandler
  ResponseEntity<Object> internal(Exception failure) {
    log.error("unexpected failure: {}", Failures.trace(failure));
    return answer(
        new ApiProblem(ProblemType.INTERNAL, "The failure was logged; nothing was changed."));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        ApiProblem.invalid(
            failure.getAllErrors().stream().map(ProblemHandler::fieldProblem).toList()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        ApiProblem.invalid(
            failure.getParameterValidationResults().stream()
                .flatMap(result -> fieldProblems(result).stream())
                .toList()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof BodyTooLargeException) {
      return answer(tooLarge());
    }
    return switch (failure.getCause()) {
      case UnrecognizedPropertyException unknown ->
          answer(ApiProblem.invalid(path(unknown), "is not a known field"));
      case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
          answer(ApiProblem.invalid(path(mismatch), ExpectedForm.of(mismatch.getTargetType())));
      case JacksonException json when !json.getPath().isEmpty() ->
          answer(ApiProblem.invalid(path(json), "has a value of the wrong form"));
      case null, default -> answer(ApiProblem.invalid("body", "must be a JSON object"));
    };
  }

  @ExceptionHandler
  ResponseEntity<Object> tooLarge(BodyTooLargeException failure) {
    return answer(tooLarge());
  }

  /// Everything else that Spring raises about a request: keep the status, give it a type, drop
  /// Spring's own words.
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (failure instanceof ApiProblem problem) {
      return answer(problem);
    }
    var problem =
        switch (failure) {
          case MethodArgumentTypeMismatchException mismatch ->
              ApiProblem.invalid(mismatch.getName(), ExpectedForm.of(mismatch.getRequiredType()));
          case MissingRequestHeaderException missing ->
              ApiProblem.invalid(missing.getHeaderName(), "is required");
          case MissingServletRequestParameterException missing ->
              ApiProblem.invalid(missing.getParameterName(), "is required");
          case HttpMediaTypeNotAcceptableException _ ->
              ApiProblem.invalid(HttpHeaders.ACCEPT, "must allow application/json");
          default -> byStatus(status.value());
        };
    problem.getHeaders().addAll(headers);
    return answer(problem);
  }

  static ApiProblem byStatus(int status) {
    return switch (status) {
      case 404 -> new ApiProblem(ProblemType.NOT_FOUND, "No such address.");
      case 405 -> new ApiProblem(ProblemType.METHOD_NOT_ALLOWED, "See the header Allow.");
      case 413 -> tooLarge();
      case 415 -> new ApiProblem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
      case 503 -> new ApiProblem(ProblemType.UNAVAILABLE, "Try again.").retryAfter(DATABASE_RETRY);
      default ->
          status < 500
              ? ApiProblem.invalid("request", "was not understood")
              : new ApiProblem(ProblemType.INTERNAL, "The failure was logged.");
    };
  }

  private static ApiProblem tooLarge() {
    return new ApiProblem(ProblemType.PAYLOAD_TOO_LARGE, "The body is over its size limit.");
  }

  static ResponseEntity<Object> answer(ApiProblem problem) {
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body(problem));
  }

  /// A map and not Spring's own type: that would add the request's path, which names customers.
  static Map<String, @Nullable Object> body(ApiProblem problem) {
    var detail = problem.getBody();
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("type", detail.getType());
    body.put("title", detail.getTitle());
    body.put("status", detail.getStatus());
    body.put("detail", detail.getDetail());
    if (detail.getProperties() != null) {
      body.putAll(detail.getProperties());
    }
    return body;
  }

  private static String path(JacksonException failure) {
    var path = new StringBuilder();
    for (var reference : failure.getPath()) {
      var name = reference.getPropertyName();
      if (name == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  private static List<FieldProblem> fieldProblems(ParameterValidationResult result) {
    if (result instanceof ParameterErrors errors) {
      return errors.getAllErrors().stream().map(ProblemHandler::fieldProblem).toList();
    }
    var parameter = name(result.getMethodParameter());
    return result.getResolvableErrors().stream()
        .map(error -> new FieldProblem(parameter == null ? "request" : parameter, text(error)))
        .toList();
  }

  /// As it is called on the wire.
  private static @Nullable String name(MethodParameter parameter) {
    var header = parameter.getParameterAnnotation(RequestHeader.class);
    return header == null || header.name().isEmpty() ? parameter.getParameterName() : header.name();
  }

  private static FieldProblem fieldProblem(ObjectError error) {
    return new FieldProblem(
        error instanceof FieldError field ? field.getField() : error.getObjectName(), text(error));
  }

  private static String text(MessageSourceResolvable error) {
    var text = error.getDefaultMessage();
    return text == null ? "is not valid" : text;
  }
}
