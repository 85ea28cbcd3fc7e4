package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import dev.messagingwindow.sandbox.customer.SandboxPhones.PhoneMessage;
import dev.messagingwindow.window.OpenedBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets a person play the customer: act, and look at the phone.
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/customers/{accountId}/{customerId}/messages")
@Tag(name = "Sandbox")
class SandboxCustomerController {

  private static final Pattern MESSAGE_ID = Pattern.compile("[!-~]{1,255}");

  private final SandboxCustomerActions actions;
  private final SandboxPhones phones;
  private final Clock clock;

  SandboxCustomerController(SandboxCustomerActions actions, SandboxPhones phones, Clock clock) {
    this.actions = actions;
    this.phones = phones;
    this.clock = clock;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Act as a customer: write, click, react")
  @Problems(ProblemType.INVALID_REQUEST)
  ActionResponse act(
      @PathVariable String accountId,
      @PathVariable String customerId,
      @RequestBody ActionRequest request) {
    requireIds(accountId, customerId);
    var messageId = request.messageId();
    if (messageId == null) {
      messageId = MetaMade.messageId(MetaMade.platformOf(accountId));
    } else if (!MESSAGE_ID.matcher(messageId).matches()) {
      throw ApiProblem.invalid("messageId", "must be 1 to 255 visible ASCII characters");
    }
    var now = clock.instant();
    var sentAt = request.sentAt() == null ? now : request.sentAt().truncatedTo(ChronoUnit.MILLIS);
    if (sentAt.isAfter(now) || sentAt.isBefore(Instant.EPOCH)) {
      throw ApiProblem.invalid("sentAt", "must not lie in the future, nor before 1970");
    }
    var kind = request.kind() == null ? OpenedBy.MESSAGE : request.kind();
    var action = new CustomerAction(accountId, customerId, kind, messageId, request.text(), sentAt);
    if (Boolean.FALSE.equals(request.deliver())) {
      actions.record(action);
    } else {
      actions.recordAndDeliver(action, now);
    }
    return new ActionResponse(messageId);
  }

  @GetMapping
  @Operation(summary = "Read what reached a customer's phone")
  @Problems(ProblemType.INVALID_REQUEST)
  PhoneResponse messages(@PathVariable String accountId, @PathVariable String customerId) {
    requireIds(accountId, customerId);
    return new PhoneResponse(phones.messages(accountId, customerId));
  }

  private static void requireIds(String accountId, String customerId) {
    if (!MetaId.isValid(accountId)) {
      throw ApiProblem.invalid("accountId", "must match " + MetaId.PATTERN);
    }
    if (!MetaId.isValid(customerId)) {
      throw ApiProblem.invalid("customerId", "must match " + MetaId.PATTERN);
    }
  }

  /// @param text what the customer writes; of a postback the button's title
  /// @param kind default `MESSAGE`
  /// @param messageId of a reaction, the message reacted to; made up when left out
  /// @param sentAt default now
  /// @param deliver whether Meta tells the service; default true
  record ActionRequest(
      @Nullable String text,
      @Nullable OpenedBy kind,
      @Nullable String messageId,
      @Nullable Instant sentAt,
      @Nullable Boolean deliver) {}

  record ActionResponse(String messageId) {}

  record PhoneResponse(List<PhoneMessage> messages) {}
}
