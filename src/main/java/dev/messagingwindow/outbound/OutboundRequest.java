package dev.messagingwindow.outbound;

import dev.messagingwindow.model.AttachmentType;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.OutboundContent.Attachment;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.Sender;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client wants to send.
///
/// @param text as the customer will see it; null when there is an attachment
/// @param attachment instead of a text; null when there is one
/// @param sender absent means automation
/// @param inReplyTo Meta's id of the customer's message that is answered
/// @param notAfter the last instant at which it still makes sense
/// @param confirmation that a human stands by the message, after `confirmation-required`
@Schema(name = "OutboundRequest")
record OutboundRequest(
    @Nullable String text,
    @Nullable @Valid AttachmentRequest attachment,
    @Nullable @Valid SenderRequest sender,
    @Nullable @Size(min = 1, max = 512) String inReplyTo,
    @Nullable Instant notAfter,
    @Nullable @Valid ConfirmationRequest confirmation) {

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

  /// @param url absolute, `https`; fetched by Meta, never by the service
  record AttachmentRequest(
      @NotNull AttachmentType type,
      @NotNull @Size(max = 2_000) @Schema(format = "uri") String url) {

    @AssertTrue(message = "must be an absolute https URL")
    @Schema(hidden = true)
    boolean isUrl() {
      return url == null || httpsUrl().isPresent();
    }

    Attachment toAttachment() {
      return new Attachment(type, httpsUrl().orElseThrow());
    }

    private Optional<URI> httpsUrl() {
      try {
        return Optional.of(new URI(url))
            .filter(uri -> "https".equalsIgnoreCase(uri.getScheme()))
            .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null);
      } catch (URISyntaxException _) {
        return Optional.empty();
      }
    }
  }

  /// @param token out of `confirmation-required`
  /// @param answersMessageId Meta's id of the customer's message that this answers
  record ConfirmationRequest(
      @NotNull @Size(min = 1, max = 128) String token,
      @NotNull @Size(min = 1, max = 512) String answersMessageId) {

    @Override
    public String toString() {
      return "ConfirmationRequest[]";
    }
  }

  @AssertTrue(message = "exactly one of text and attachment is required")
  @Schema(hidden = true)
  boolean isText() {
    return (text == null) != (attachment == null);
  }

  private boolean asksForHuman() {
    return sender != null && sender.type() == SenderType.HUMAN;
  }

  /// What is asked for, by whom. The body asks, the role permits: a field alone proves nothing.
  ///
  /// @throws ApiProblem `forbidden`, `invalid-request`
  Submission toSubmission(HttpServletRequest http, Locale locale) {
    if (asksForHuman() && !http.isUserInRole("AGENT")) {
      throw new ApiProblem(
          ProblemType.FORBIDDEN, "Only a credential with the role agent sends as HUMAN.");
    }
    if (notAfter != null && notAfter.isAfter(LATEST)) {
      throw ApiProblem.invalid("notAfter", "must be before the year 10000");
    }
    return new Submission(
        new Draft(
            toSender(),
            toContent(),
            notAfter == null ? null : notAfter.truncatedTo(ChronoUnit.MILLIS)),
        inReplyTo,
        confirmation,
        http.getUserPrincipal().getName(),
        locale);
  }

  private OutboundContent toContent() {
    return attachment == null
        ? new OutboundContent.Text(Objects.requireNonNull(text))
        : attachment.toAttachment();
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
