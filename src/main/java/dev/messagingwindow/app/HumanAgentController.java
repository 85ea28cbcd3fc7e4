package dev.messagingwindow.app;

import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/app/human-agent")
@Tag(name = "Operators")
class HumanAgentController {

  private final HumanAgent humanAgent;

  HumanAgentController(HumanAgent humanAgent) {
    this.humanAgent = humanAgent;
  }

  @GetMapping
  @Operation(
      summary = "Whether Meta approved the app's Human Agent feature, as an admin recorded it")
  @Problems(ProblemType.INVALID_REQUEST)
  HumanAgentResponse get() {
    return HumanAgentResponse.of(humanAgent.recorded());
  }

  @PutMapping
  @Operation(
      summary = "Record whether Meta approved the app's Human Agent feature",
      description =
          "Nothing is switched by it: channels with the 7-day window say in connectionHealth when it"
              + " is not approved, and errors of Meta's are named accordingly.")
  @Problems(ProblemType.INVALID_REQUEST)
  HumanAgentResponse put(@Valid @RequestBody HumanAgentRequest request, HttpServletRequest http) {
    var caller = http.getUserPrincipal();
    return HumanAgentResponse.of(
        humanAgent.record(request.state(), caller == null ? "" : caller.getName()));
  }

  record HumanAgentRequest(@NotNull FeatureState state) {}

  record HumanAgentResponse(
      FeatureState state, @Nullable Instant recordedAt, @Nullable String recordedBy) {

    static HumanAgentResponse of(HumanAgent.Recorded recorded) {
      return new HumanAgentResponse(recorded.state(), recorded.recordedAt(), recorded.recordedBy());
    }
  }
}
