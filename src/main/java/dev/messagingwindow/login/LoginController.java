package dev.messagingwindow.login;

import dev.messagingwindow.channel.ChannelResponses;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/logins")
@Tag(name = "Logins")
class LoginController {

  private static final String STATE = "[A-Za-z0-9_-]{43}";

  private final Logins logins;
  private final LoginChannels channels;
  private final ChannelResponses responses;

  LoginController(Logins logins, LoginChannels channels, ChannelResponses responses) {
    this.logins = logins;
    this.channels = channels;
    this.responses = responses;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Start a login at Meta",
      description =
          "Send a browser to loginUrl within 10 minutes. It comes back to returnUrl with the"
              + " parameters state and outcome: ready, or the slug of a problem.")
  @Problems(ProblemType.INVALID_REQUEST)
  StartedResponse start(@Valid @RequestBody LoginRequest request, CredentialId caller) {
    return StartedResponse.of(
        logins.start(
            caller,
            request.platform(),
            request.login(),
            Extension.of(Boolean.TRUE.equals(request.extendedWindow())),
            request.returnUrl()));
  }

  @GetMapping("/{state}")
  @Operation(
      summary = "A login of this key, with the accounts that it leads to and what each lacks")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.LOGIN_NOT_FOUND, ProblemType.LOGIN_EXPIRED})
  LoginResponse get(@PathVariable @Pattern(regexp = STATE) String state, CredentialId caller) {
    var login = logins.get(state, caller);
    return LoginResponse.of(login, channels.offered(login));
  }

  @PostMapping("/{state}/channels")
  @Operation(
      summary = "Connect accounts of a login, with its window option",
      description = "Each account has a result of its own. A token is used once.")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.LOGIN_NOT_FOUND,
    ProblemType.LOGIN_EXPIRED,
    ProblemType.LOGIN_NOT_FINISHED,
    ProblemType.LOGIN_CANCELLED,
    ProblemType.LOGIN_CODE_REFUSED,
    ProblemType.LOGIN_PERMISSION_MISSING,
    ProblemType.LOGIN_NO_ACCOUNT,
    ProblemType.META_REFUSED
  })
  ChosenResponse connect(
      @PathVariable @Pattern(regexp = STATE) String state,
      @Valid @RequestBody ChoiceRequest request,
      CredentialId caller) {
    var chosen =
        channels.connect(
            logins.get(state, caller), request.accountIds().stream().map(AccountId::new).toList());
    return ChosenResponse.of(chosen, responses);
  }
}
