/// Meta's Graph API as the service sees it: tokens, sends, refusals with Meta's codes, and the
/// faults that somebody asked for.
@NullMarked
package dev.messagingwindow.sandbox.graph;

import org.jspecify.annotations.NullMarked;
