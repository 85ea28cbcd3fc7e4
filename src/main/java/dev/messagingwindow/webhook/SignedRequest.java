package dev.messagingwindow.webhook;

import dev.messagingwindow.model.MetaUserId;
import java.time.Instant;

/// What Meta says in the name of a person who logged in.
///
/// @param issuedAt whole seconds
record SignedRequest(MetaUserId user, Instant issuedAt) {}
