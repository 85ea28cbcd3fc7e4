/// Values on their way into SQL and back, for everybody who writes statements by hand.
@NullMarked
package dev.messagingwindow.sql;

import org.jspecify.annotations.NullMarked;
