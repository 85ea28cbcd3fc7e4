package dev.messagingwindow.channel;

import dev.messagingwindow.encryption.Encryption;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.model.ChannelId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The access tokens, encrypted in their channels' rows.
@Component
class Tokens {

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  private final ChannelRows rows;
  private final Encryption encryption;
  private final TransactionTemplate transaction;

  Tokens(ChannelRows rows, Encryption encryption, TransactionTemplate transaction) {
    this.rows = rows;
    this.encryption = encryption;
    this.transaction = transaction;
  }

  /// The account with its token, for a call to Meta; empty when it has none.
  Optional<GraphAccount> graphAccount(ChannelRow row) {
    var encrypted = row.token();
    if (encrypted == null) {
      return Optional.empty();
    }
    var channel = row.toChannel();
    return Optional.of(
        new GraphAccount(
            channel.platform(),
            channel.login(),
            channel.accountId(),
            channel.pageId(),
            new String(
                encryption.decrypt(place(channel.channelId()), encrypted),
                StandardCharsets.UTF_8)));
  }

  void encrypt(ChannelRow row, String token) {
    row.storeToken(
        encryption.encrypt(
            place(row.toChannel().channelId()), token.getBytes(StandardCharsets.UTF_8)),
        encryption.currentKeyId());
  }

  private static Map<String, String> place(ChannelId channelId) {
    return Map.of("channel", channelId.toString());
  }

  /// Encrypts every token with the current key that is still encrypted with an older one.
  @EventListener(ApplicationReadyEvent.class)
  void encryptWithCurrentKey() {
    for (var channelId : rows.withTokenUnderOtherKeyThan(encryption.currentKeyId())) {
      transaction.executeWithoutResult(_ ->
          rows.lock(channelId)
              .ifPresent(row ->
                  graphAccount(row).ifPresent(account -> encrypt(row, account.accessToken()))));
      log.info("token encrypted with the current key channel={}", channelId);
    }
  }
}
