/// Fills gaps: reads from Meta what customers wrote while no webhook came.
///
/// Only messages can be read so. A click or a reaction of that time stays unknown: the window it
/// opened is seen as shut, which breaks no rule.
@NullMarked
package dev.messagingwindow.backfill;

import org.jspecify.annotations.NullMarked;
