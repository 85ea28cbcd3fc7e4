/// Comments and visitor posts, as far as they give the right to one private reply.
///
/// The right stands apart from the windows: a comment opens none and moves none. One of Meta's
/// pages (send-messages) says that it opens 24 hours, two others (policy, private replies) speak of
/// the one message only; the strict reading breaks no rule. No text of a comment is kept: deciding
/// needs none.
///
/// A right belongs to its channel whatever the state of the connection, as the customers' instants
/// do: Meta delivers late for up to 36 hours, and who connects again keeps the channel and may
/// still reply.
@NullMarked
package dev.messagingwindow.comment;

import org.jspecify.annotations.NullMarked;
