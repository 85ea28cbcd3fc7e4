package dev.messagingwindow.sandbox.graph;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers refusals of the fake Graph API, ahead of the handler that makes problems of everything.
@RestControllerAdvice
@Profile("sandbox")
@Order(Ordered.HIGHEST_PRECEDENCE)
class GraphRefusalAdvice {

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(GraphRefusal refusal) {
    var error = refusal.error();
    return ResponseEntity.status(refusal.httpStatus())
        .headers(headers -> refusal.headers().forEach(headers::set))
        .body(error == null ? null : error.body());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(InstagramRefusal refusal) {
    return ResponseEntity.badRequest().body(refusal.body());
  }

  /// Writes nothing.
  @ExceptionHandler
  void broken(BrokenConnection broken, HttpServletRequest request) {
    ConnectionBreaker.breakConnectionOf(request);
  }
}
