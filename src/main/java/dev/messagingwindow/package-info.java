/// Wiring only: the main class and the clock.
@NullMarked
package dev.messagingwindow;

import org.jspecify.annotations.NullMarked;
