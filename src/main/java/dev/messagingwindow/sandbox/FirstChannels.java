package dev.messagingwindow.sandbox;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.channel.Connecting;
import dev.messagingwindow.channel.Connections;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Platform;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Connects two channels at the first start, over HTTP like everybody else.
@Component
@Profile("sandbox")
class FirstChannels implements ApplicationRunner {

  /// The person of Meta's whose login they are.
  private static final String META_USER = "9200000000000077";

  private final Channels channels;
  private final Connections connections;
  private final JdbcClient jdbc;

  FirstChannels(Channels channels, Connections connections, JdbcClient jdbc) {
    this.channels = channels;
    this.connections = connections;
    this.jdbc = jdbc;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    connectOnce(Platform.FACEBOOK, "410000000000001", "Sandbox Page", Extension.HUMAN_AGENT);
    connectOnce(Platform.INSTAGRAM, "17841400000000901", "sandbox.shop", Extension.NONE);
  }

  private void connectOnce(Platform platform, String accountId, String name, Extension extension) {
    var account = new AccountId(accountId);
    if (channels.find(platform, account).isEmpty()) {
      var channel =
          connections.connect(
              new Connecting(
                  platform, account, null, name, "sandbox-token-" + accountId, extension));
      jdbc.sql("update channel set meta_user_id = ? where channel_id = ?")
          .params(META_USER, channel.channelId().value())
          .update();
    }
  }
}
