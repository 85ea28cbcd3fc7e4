package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets somebody play the person who logs in at Meta.
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/graph/person")
@Tag(name = "Sandbox")
class SandboxPersonController {

  private final SandboxLogin login;

  SandboxPersonController(SandboxLogin login) {
    this.login = login;
  }

  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Say who logs in at Meta's stand-in, and what that person does there")
  @Problems(ProblemType.INVALID_REQUEST)
  void become(@RequestBody SandboxPerson person) {
    if (person.pages() != null
        && !person.pages().stream().allMatch(page -> MetaId.isValid(String.valueOf(page.id())))) {
      throw ApiProblem.invalid("pages", "each needs an id that matches " + MetaId.PATTERN);
    }
    login.become(person);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Somebody who grants everything logs in again")
  void reset() {
    login.become(SandboxPerson.OBLIGING);
  }
}
