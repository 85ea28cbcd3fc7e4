package dev.messagingwindow.gate;

import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Duration;

/// The content rules came to no judgement, which was logged: nothing may be sent.
public final class ContentRulesFailedException extends ApiProblem {

  private static final Duration RETRY = Duration.ofSeconds(10);

  ContentRulesFailedException() {
    super(ProblemType.UNAVAILABLE, "The text cannot be judged for the moment; nothing was sent.");
    retryAfter(RETRY);
  }
}
