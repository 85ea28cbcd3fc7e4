package dev.messagingwindow.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/// Channels and their known customers, in equal parts. Their last actions lie within the last 30
/// days.
///
/// @param channels how many
/// @param customers over all channels
record Population(int channels, long customers) {

  private static final long FIRST_CUSTOMER = 7_100_000_000_000_000L;
  private static final long FIRST_ACCOUNT = 410_000_000_000_000L;

  /// A customer of a channel.
  record Customer(String channelId, String accountId, String customerId) {}

  Customer any() {
    return ofChannel(ThreadLocalRandom.current().nextInt(channels));
  }

  Customer ofChannel(int channel) {
    var each = customers / channels;
    return new Customer(
        "0199b1f0-0000-7000-8000-%012x".formatted(channel),
        Long.toString(FIRST_ACCOUNT + channel),
        Long.toString(
            FIRST_CUSTOMER + channel * each + ThreadLocalRandom.current().nextLong(each)));
  }

  /// Makes all of them, in a database that has none. The channels wait for a new token: so the
  /// hourly check of subscriptions leaves them alone.
  void insert(Connection database) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute("truncate conversation, message, seen_event, channel, channel_account");
      statement.execute(
          """
          insert into channel (channel_id, platform, login, account_id, name, connection, extended_window, token, token_key_id, connected_at)
          select ('0199b1f0-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'FACEBOOK', 'FACEBOOK', (%d + n)::text, 'Page ' || n,
            'RECONNECT_REQUIRED', true, 'none', 'bench', now() from generate_series(0, %d) n
          """
              .formatted(FIRST_ACCOUNT, channels - 1));
      statement.execute(
          "insert into channel_account select platform, account_id, channel_id from channel");
      statement.execute(
          """
          insert into conversation (channel_id, customer_id, conversation_id, opened_at, opened_by, last_message_at, updated_at, updated_on)
          select ('0199b1f0-0000-7000-8000-' || lpad(to_hex(n / each), 12, '0'))::uuid, (%d + n)::text, gen_random_uuid(),
            at, 'MESSAGE', at, at, (at at time zone 'UTC')::date
          from (select n, %d::bigint as each, date_trunc('milliseconds', now() - make_interval(secs => 3600 + random() * 2500000)) as at
            from generate_series(0::bigint, %d) n) known
          """
              .formatted(FIRST_CUSTOMER, customers / channels, customers - 1));
      statement.execute("vacuum analyze conversation");
      statement.execute("checkpoint");
    }
  }
}
