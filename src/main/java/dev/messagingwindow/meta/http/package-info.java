/// One HTTP exchange with a host of Meta's. What matters most here: whether a request certainly
/// never left, because only then may a message be sent again.
@NullMarked
package dev.messagingwindow.meta.http;

import org.jspecify.annotations.NullMarked;
