package dev.messagingwindow.outbox;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Meta's webhook tells about messages of the account.
public sealed interface SendReport {

  ChannelId channelId();

  Instant at();

  /// A message left the account.
  ///
  /// @param customerId whom it went to
  /// @param metadata what the sending app put in; null on Instagram and for other apps
  /// @param text null for an attachment
  record Echoed(
      ChannelId channelId,
      CustomerId customerId,
      String metaMessageId,
      @Nullable String metadata,
      @Nullable String text,
      Instant at)
      implements SendReport {}

  /// Messages reached the customer.
  ///
  /// @param metaMessageIds when empty, everything up to the watermark
  record Delivered(
      ChannelId channelId,
      CustomerId customerId,
      List<String> metaMessageIds,
      @Nullable Instant watermark,
      Instant at)
      implements SendReport {}

  /// The customer saw a message and everything before it.
  ///
  /// @param metaMessageId null on Messenger
  /// @param watermark null on Instagram
  record Seen(
      ChannelId channelId,
      CustomerId customerId,
      @Nullable String metaMessageId,
      @Nullable Instant watermark,
      Instant at)
      implements SendReport {}
}
