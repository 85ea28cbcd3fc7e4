/// What each contact centre decides about the content rules: their mode, and its own words.
///
/// Read from the database for every decision that needs it, so that a change holds at once on all
/// instances.
@NullMarked
package dev.messagingwindow.contentrules;

import org.jspecify.annotations.NullMarked;
