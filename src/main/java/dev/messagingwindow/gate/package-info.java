/// May this text go to this customer now: gathers the facts, asks the policy, and says in words
/// what it answered.
///
/// Check, accept and send all pass here: a message is decided when it is accepted and again right
/// before it leaves.
@NullMarked
package dev.messagingwindow.gate;

import org.jspecify.annotations.NullMarked;
