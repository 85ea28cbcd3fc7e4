/// The decision ledger: every decision over a message and what came of it, append-only, without a
/// word of any text and without a customer's id.
///
/// A row belongs to the transaction that it tells about: both are there or neither is. What ties a
/// row to a person is kept beside the conversation and goes with it: which conversation a
/// `conversation_id` was, and the salt of the hashes.
@NullMarked
package dev.messagingwindow.ledger;

import org.jspecify.annotations.NullMarked;
