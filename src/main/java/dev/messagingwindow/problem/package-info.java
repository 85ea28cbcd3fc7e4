/// The error contract: the problem types and the one exception handler.
@NullMarked
package dev.messagingwindow.problem;

import org.jspecify.annotations.NullMarked;
