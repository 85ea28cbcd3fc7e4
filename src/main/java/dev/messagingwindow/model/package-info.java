/// Identifiers and small values that two or more packages share. Values only; a type enters when a
/// second package needs it.
@NullMarked
package dev.messagingwindow.model;

import org.jspecify.annotations.NullMarked;
