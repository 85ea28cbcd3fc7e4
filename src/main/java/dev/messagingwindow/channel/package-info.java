/// Connecting and disconnecting a Page or an Instagram account, its token at rest, and the holds
/// and warnings that lie over it.
@NullMarked
package dev.messagingwindow.channel;

import org.jspecify.annotations.NullMarked;
