/// From a customer's last actions and an instant to: which messaging window, until when. Pure: no
/// framework, no clock.
///
/// Two instants are kept per customer because Meta's two rights start with different things: every
/// opening action starts the standard window, but the human-agent window is worded as counting from
/// the person's *message*. Reading it strictly breaks no rule of Meta's.
@NullMarked
package dev.messagingwindow.window;

import org.jspecify.annotations.NullMarked;
