/// Accepted messages on their way to Meta: the queue, its worker, and what became of each message.
@NullMarked
package dev.messagingwindow.outbox;

import org.jspecify.annotations.NullMarked;
