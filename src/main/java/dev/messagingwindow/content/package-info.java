/// What a text says: promotion, discount, coupon, automation, relatedness, each with evidence and
/// confidence. Pure: no framework.
@NullMarked
package dev.messagingwindow.content;

import org.jspecify.annotations.NullMarked;
