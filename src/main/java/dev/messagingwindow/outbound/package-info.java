/// The REST API of messages: check, send, and read what was sent and said.
@NullMarked
package dev.messagingwindow.outbound;

import org.jspecify.annotations.NullMarked;
