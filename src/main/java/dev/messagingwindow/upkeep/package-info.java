/// Keeps connections alive: looks whether webhooks still come and tokens still work, and renews
/// what can be renewed.
@NullMarked
package dev.messagingwindow.upkeep;

import org.jspecify.annotations.NullMarked;
