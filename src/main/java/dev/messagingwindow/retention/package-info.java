/// How long things are kept. What comes with every message lies in tables cut into UTC days: days
/// are made ahead and dropped as a whole, never deleted row by row.
@NullMarked
package dev.messagingwindow.retention;

import org.jspecify.annotations.NullMarked;
