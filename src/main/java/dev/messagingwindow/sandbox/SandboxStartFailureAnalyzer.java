package dev.messagingwindow.sandbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Prints a [SandboxStartException] as Boot prints its own start-up failures: without a stack
/// trace.
class SandboxStartFailureAnalyzer extends AbstractFailureAnalyzer<SandboxStartException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SandboxStartException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
