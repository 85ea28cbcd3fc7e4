/// Meta's push format: verify, parse, hand over. Nothing that arrives here causes a send.
@NullMarked
package dev.messagingwindow.webhook;

import org.jspecify.annotations.NullMarked;
