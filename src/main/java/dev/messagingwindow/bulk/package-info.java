/// Counts to how many customers one person sent nearly the same text.
///
/// Texts are compared by a similarity hash of 64 bits ([TextSketch]) and not by a hash of the
/// normalised text: names and numbers differ from customer to customer, and which word is a name
/// cannot be told offline in ten languages. A campaign with another salutation each time is still
/// one; answers to different questions are not.
@NullMarked
package dev.messagingwindow.bulk;

import org.jspecify.annotations.NullMarked;
