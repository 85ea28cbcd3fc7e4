/// Connecting and disconnecting a Page or an Instagram account, and its token at rest.
@NullMarked
package dev.messagingwindow.channel;

import org.jspecify.annotations.NullMarked;
