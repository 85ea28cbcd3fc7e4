package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets a person see how the service bears a Meta that fails.
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/graph/faults")
@Tag(name = "Sandbox")
class GraphFaultController {

  private static final int MAX_TIMES = 100_000;
  private static final Pattern HEADER = Pattern.compile("Retry-After|X-[A-Za-z-]{1,64}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]{1,4000}");

  private final GraphFaults faults;

  GraphFaultController(GraphFaults faults) {
    this.faults = faults;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Let the next sends, or other calls, fail at Meta's stand-in")
  @Problems(ProblemType.INVALID_REQUEST)
  void add(@RequestBody FaultRequest request) {
    var times = request.times() == null ? 1 : request.times();
    if (times < 1 || times > MAX_TIMES) {
      throw ApiProblem.invalid("times", "must be between 1 and " + MAX_TIMES);
    }
    faults.add(request.on() == null ? GraphCall.SEND : request.on(), fault(request), times);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Clear all faults and release the sends that hang")
  void clear() {
    faults.clear();
  }

  private static GraphFault fault(FaultRequest request) {
    var accountId = request.accountId();
    if (accountId != null && !MetaId.isValid(accountId)) {
      throw ApiProblem.invalid("accountId", "must match " + MetaId.PATTERN);
    }
    var delivered = Boolean.TRUE.equals(request.delivered());
    return switch (request.kind()) {
      case ERROR -> {
        var httpStatus = httpStatus(request);
        yield new GraphFault.Refuses(
            accountId, delivered, httpStatus, error(request, httpStatus), headers(request));
      }
      case USAGE -> new GraphFault.Annotates(accountId, headers(request));
      case RESET -> new GraphFault.Resets(accountId, delivered);
      case HANG -> new GraphFault.Hangs(accountId, delivered);
      case null -> throw ApiProblem.invalid("kind", "must be ERROR, USAGE, RESET or HANG");
    };
  }

  private static int httpStatus(FaultRequest request) {
    var httpStatus = request.httpStatus() == null ? 400 : request.httpStatus();
    if (httpStatus < 400 || httpStatus > 599) {
      throw ApiProblem.invalid("httpStatus", "must be between 400 and 599");
    }
    return httpStatus;
  }

  private static @Nullable GraphError error(FaultRequest request, int httpStatus) {
    var code = request.code();
    if (code != null) {
      return GraphError.oauth(
          httpStatus,
          code,
          request.subcode(),
          "(#" + code + ") A fault that the sandbox was told.");
    }
    if (request.httpStatus() == null) {
      throw ApiProblem.invalid("code", "is required with ERROR, unless httpStatus is given");
    }
    return null;
  }

  private static Map<String, String> headers(FaultRequest request) {
    var headers = request.headers() == null ? Map.<String, String>of() : request.headers();
    headers.forEach((name, value) -> {
      if (!HEADER.matcher(name).matches()
          || value == null
          || !HEADER_VALUE.matcher(value).matches()) {
        throw ApiProblem.invalid("headers", "must match " + HEADER + ", values " + HEADER_VALUE);
      }
    });
    return headers;
  }

  enum FaultKind {
    ERROR,
    USAGE,
    RESET,
    HANG
  }

  /// @param on which calls fail; default `SEND`
  /// @param code Meta's, required with `ERROR`, unless `httpStatus` is given: then the answer has
  ///   no body
  /// @param httpStatus of an `ERROR`, 400 to 599; default 400
  /// @param headers of the answer of an `ERROR`, or with `USAGE` of one that fails nothing:
  ///   `Retry-After`, `X-…`
  /// @param delivered whether the message reaches the phone all the same; default false
  /// @param accountId only calls about this account, of `DEBUG_TOKEN` and `REFRESH` about this
  ///   token; default any
  /// @param times how many sends fail; default 1
  record FaultRequest(
      @Nullable FaultKind kind,
      @Nullable GraphCall on,
      @Nullable Integer code,
      @Nullable Integer subcode,
      @Nullable Integer httpStatus,
      @Nullable Map<String, String> headers,
      @Nullable Boolean delivered,
      @Nullable String accountId,
      @Nullable Integer times) {}
}
