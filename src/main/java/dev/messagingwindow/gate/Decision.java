package dev.messagingwindow.gate;

import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;

/// A verdict, and how it reads.
///
/// @param response in the reader's language
public record Decision(Verdict verdict, VerdictResponse response) {

  /// The answer to whoever wanted to send: `message-rejected` or `confirmation-required`.
  public ApiProblem refusal() {
    return new ApiProblem(
            verdict.outcome() == Outcome.REJECTED
                ? ProblemType.MESSAGE_REJECTED
                : ProblemType.CONFIRMATION_REQUIRED,
            "See verdict for every reason.")
        .with("verdict", response);
  }
}
