package dev.messagingwindow.policy;

import dev.messagingwindow.content.OwnWords;
import java.util.List;
import java.util.function.IntSupplier;

/// What judging a text rests on besides the text.
///
/// @param request the customer's latest messages, the answered one first
/// @param mode what the content rules may do on this channel
/// @param own the contact centre's own words
/// @param reached to how many customers this person sent nearly the same text of late, the one it
///   is for included; asked for only where it counts
public record ContentFacts(
    List<String> request, ContentMode mode, OwnWords own, IntSupplier reached) {

  public ContentFacts {
    request = List.copyOf(request);
  }
}
