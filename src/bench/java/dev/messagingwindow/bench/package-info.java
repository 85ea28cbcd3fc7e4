/// Measures the service on one machine, against what the machine itself can do.
@NullMarked
package dev.messagingwindow.bench;

import org.jspecify.annotations.NullMarked;
