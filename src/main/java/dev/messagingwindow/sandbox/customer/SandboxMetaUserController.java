package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lets a person play the one whose login connected channels: the first two are those of
/// `9200000000000077`.
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/users/{userId}")
@Tag(name = "Sandbox")
class SandboxMetaUserController {

  private final SandboxMetaUsers users;

  SandboxMetaUserController(SandboxMetaUsers users) {
    this.users = users;
  }

  @PostMapping("/deauthorize")
  @Operation(summary = "Remove the app in Facebook's settings")
  @Problems(ProblemType.INVALID_REQUEST)
  SandboxMetaUsers.Told deauthorize(@PathVariable String userId) {
    return users.tell("deauthorize", valid(userId));
  }

  @PostMapping("/data-deletion")
  @Operation(summary = "Ask for the deletion of all data in Facebook's settings")
  @Problems(ProblemType.INVALID_REQUEST)
  SandboxMetaUsers.Told delete(@PathVariable String userId) {
    return users.tell("data-deletion", valid(userId));
  }

  private static String valid(String userId) {
    if (!MetaId.isValid(userId)) {
      throw ApiProblem.invalid("userId", "must match " + MetaId.PATTERN);
    }
    return userId;
  }
}
