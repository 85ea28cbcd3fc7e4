/// The times in which a channel may have missed webhooks: when they began, and how far they have
/// been read from Meta since.
@NullMarked
package dev.messagingwindow.gap;

import org.jspecify.annotations.NullMarked;
