package dev.messagingwindow.sandbox.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What Meta's side knows of a customer.
///
/// @param accountId whose customer; not always the account in the address of a send
/// @param openedAt the last action that opened the 24 hours
/// @param lastMessageAt the last message; null when the customer only clicked or reacted
/// @param updatedAt the last thing that happened in the conversation, on either side
public record SandboxCustomer(
    String accountId,
    String customerId,
    Instant openedAt,
    @Nullable Instant lastMessageAt,
    Instant updatedAt) {}
