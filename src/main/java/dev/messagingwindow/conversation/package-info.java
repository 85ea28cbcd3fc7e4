/// Customers' last actions, the messages on record, window queries and inbound events by REST.
///
/// SQL by hand instead of JPA: an upsert through JPA was measured at 3.5 to 7.5 times the CPU, and
/// only `greatest()` in the statement itself is safe against two connections that bring two events
/// of one customer at once.
///
/// Locks are taken in one order everywhere: event keys of accounts, channels, event keys of
/// conversations, conversations, outbound messages, rights to private replies, each sorted by key.
@NullMarked
package dev.messagingwindow.conversation;

import org.jspecify.annotations.NullMarked;
