package dev.messagingwindow.policy;

import org.jspecify.annotations.Nullable;

/// Who wrote an outbound message. What a request does not claim, and its credential does not
/// permit, is automation.
public sealed interface Sender {

  /// A person.
  ///
  /// @param agentId the contact centre's id of the person, not blank
  record Human(String agentId) implements Sender {

    public Human {
      if (agentId.isBlank()) {
        throw new IllegalArgumentException("a human sender has an agent id");
      }
    }
  }

  /// A bot, a rule, a campaign.
  ///
  /// @param agentId whatever the client names its bot; may be null
  record Automation(@Nullable String agentId) implements Sender {}
}
