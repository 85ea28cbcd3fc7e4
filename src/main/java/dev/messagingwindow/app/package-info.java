/// What is known of our own app at Meta, beyond its settings.
@NullMarked
package dev.messagingwindow.app;

import org.jspecify.annotations.NullMarked;
