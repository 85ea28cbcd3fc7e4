package dev.messagingwindow.privacy;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.util.Set;

/// What one package keeps about customers. Implementations are called in their `@Order`, which
/// follows the order in which locks are taken everywhere.
public interface PersonalData {

  /// The tables that hold a customer's id or words.
  Set<String> tables();

  /// Removes all that is kept about one person. Part of the caller's transaction.
  void erase(ChannelId channelId, CustomerId customerId);

  /// Removes rows of all customers of a channel. Part of the caller's transaction.
  ///
  /// @param limit how many at most
  /// @return how many; fewer than the limit when nothing is left
  int eraseSome(ChannelId channelId, int limit);

  /// Hands out all that is kept about one person, and nothing about others.
  void export(ChannelId channelId, CustomerId customerId, Export export);
}
