package dev.messagingwindow.outbound;

import dev.messagingwindow.outbound.OutboundRequest.ConfirmationRequest;
import dev.messagingwindow.policy.Draft;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a client hands in, with who it is.
///
/// @param inReplyTo Meta's id of the customer's message that is answered; null for none
/// @param confirmation that a human stands by the message; null when nobody was asked
/// @param keyName name of the credential
record Submission(
    Draft draft,
    @Nullable String inReplyTo,
    @Nullable ConfirmationRequest confirmation,
    String keyName,
    Locale locale) {

  /// The same, with the doubts lifted.
  Submission with(Draft confirmed) {
    return new Submission(confirmed, inReplyTo, confirmation, keyName, locale);
  }

  /// Tells one request to an addressee from every other.
  String fingerprint(String addressee) {
    return Fingerprint.of(
        addressee, draft.sender(), draft.content(), draft.notAfter(), inReplyTo, confirmation);
  }

  /// What a confirmation is bound to: text or attachment, agent, conversation.
  String boundTo(String addressee) {
    return Fingerprint.of(addressee, draft.sender(), draft.content());
  }

  @Override
  public String toString() {
    return "Submission[" + keyName + "]";
  }
}
