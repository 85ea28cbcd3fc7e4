/// Webhook events that could not be processed or are not understood: encrypted, for a few days, so
/// that an operator can have them processed again once the cause is gone.
@NullMarked
package dev.messagingwindow.quarantine;

import org.jspecify.annotations.NullMarked;
