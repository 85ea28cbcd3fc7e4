/// Everything that speaks Graph API or knows Meta's codes. Knows no table.
@NullMarked
package dev.messagingwindow.meta;

import org.jspecify.annotations.NullMarked;
