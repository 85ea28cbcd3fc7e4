package dev.messagingwindow.outbound;

import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.Sender;
import dev.messagingwindow.problem.ApiProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What a client wants to send.
///
/// @param sender absent means automation
/// @param inReplyTo Meta's id of the customer's message that is answered
/// @param notAfter the last instant at which it still makes sense
@Schema(name = "OutboundRequest")
record OutboundRequest(
    @NotNull String text,
    @Nullable @Valid SenderRequest sender,
    @Nullable @Size(min = 1, max = 512) String inReplyTo,
    @Nullable Instant notAfter) {

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  enum SenderType {
    HUMAN,
    AUTOMATION
  }

  /// @param agentId the contact centre's id of the person; required for `HUMAN`
  record SenderRequest(@NotNull SenderType type, @Nullable @Size(max = 200) String agentId) {

    @AssertTrue(message = "is required for a human sender")
    @Schema(hidden = true)
    boolean isAgentId() {
      return type != SenderType.HUMAN || (agentId != null && !agentId.isBlank());
    }
  }

  boolean asksForHuman() {
    return sender != null && sender.type() == SenderType.HUMAN;
  }

  Draft toDraft() {
    if (notAfter != null && notAfter.isAfter(LATEST)) {
      throw ApiProblem.invalid("notAfter", "must be before the year 10000");
    }
    return new Draft(
        toSender(), text, notAfter == null ? null : notAfter.truncatedTo(ChronoUnit.MILLIS));
  }

  private Sender toSender() {
    var agentId = sender == null ? null : sender.agentId();
    return asksForHuman() && agentId != null
        ? new Sender.Human(agentId)
        : new Sender.Automation(agentId);
  }

  @Override
  public String toString() {
    return "OutboundRequest[]";
  }
}
