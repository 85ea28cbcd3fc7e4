/// What must not be read in the database: access tokens, and what customers wrote in events that
/// could not be processed.
@NullMarked
package dev.messagingwindow.encryption;

import org.jspecify.annotations.NullMarked;
