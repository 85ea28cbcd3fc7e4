/// Checking and sending: the gate, the outbox and its worker.
///
/// A message is decided twice by the same policy: when it is accepted and again right before it
/// leaves.
@NullMarked
package dev.messagingwindow.outbound;

import org.jspecify.annotations.NullMarked;
