package dev.messagingwindow.login;

import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a login ended at Meta.
enum LoginOutcome {
  /// Accounts can be chosen.
  READY(null, ""),
  CANCELLED(ProblemType.LOGIN_CANCELLED, "Start a new login."),
  CODE_REFUSED(ProblemType.LOGIN_CODE_REFUSED, "Start a new login."),
  PERMISSION_MISSING(
      ProblemType.LOGIN_PERMISSION_MISSING,
      "Start a new login and grant every permission that the dialog asks for."),
  NO_ACCOUNT(
      ProblemType.LOGIN_NO_ACCOUNT,
      "Whoever logged in may act for no account of this kind, or chose none in the dialog."),
  EXPIRED(ProblemType.LOGIN_EXPIRED, "Start a new login."),
  META_REFUSED(ProblemType.META_REFUSED, "Meta refused to tell about the login."),
  UNAVAILABLE(ProblemType.UNAVAILABLE, "Meta did not answer. Start a new login.");

  private final @Nullable ProblemType problem;
  private final String detail;

  LoginOutcome(@Nullable ProblemType problem, String detail) {
    this.problem = problem;
    this.detail = detail;
  }

  /// In addresses: `ready`, or the slug of the problem.
  String wireName() {
    return problem == null ? name().toLowerCase(Locale.ROOT) : problem.slug();
  }

  /// @throws ApiProblem unless it is [#READY]
  void requireReady() {
    if (problem != null) {
      throw new ApiProblem(problem, detail);
    }
  }
}
