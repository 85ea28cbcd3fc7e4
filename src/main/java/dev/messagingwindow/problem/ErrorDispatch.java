package dev.messagingwindow.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers what a filter refused before the dispatcher saw it, such as an address with `..` in it.
@RestController
@Hidden
class ErrorDispatch implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Object> answer(HttpServletRequest request) {
    var status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return ProblemHandler.answer(ProblemHandler.byStatus(status == null ? 404 : status));
  }
}
