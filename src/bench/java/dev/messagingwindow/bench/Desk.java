package dev.messagingwindow.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Connected channels, their customers and an agent's key. Customers with an even number wrote a
/// minute ago, the others thirty hours ago.
///
/// @param key of an agent
/// @param channelIds by number
/// @param customers of each channel
record Desk(String url, String key, String[] channelIds, int customers) {

  private static final long FIRST_ACCOUNT = 420_000_000_000_000L;
  private static final long FIRST_CUSTOMER = 7_200_000_000_000_000L;

  /// Makes all of it, at a service whose calls of Meta are answered.
  static Desk open(Service service, String adminKey, String url, int channels, int customers)
      throws IOException, InterruptedException, SQLException {
    var key =
        post(service, adminKey, "/api/v1/keys", "{\"name\":\"desk\",\"roles\":[\"agent\"]}", "key");
    var channelIds = new String[channels];
    for (var i = 0; i < channels; i++) {
      channelIds[i] =
          post(
              service,
              adminKey,
              "/api/v1/channels",
              "{\"platform\":\"FACEBOOK\",\"accountId\":\"%d\",\"name\":\"Page\",\"accessToken\":\"EAAbench\",\"extendedWindow\":true}"
                  .formatted(FIRST_ACCOUNT + i),
              "channelId");
    }
    var desk = new Desk(url, key, channelIds, customers);
    desk.insertCustomers();
    return desk;
  }

  private static String post(Service service, String key, String path, String body, String field)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      var answer = http.send(request, BodyHandlers.ofString()).body();
      var found = Pattern.compile('"' + field + "\":\"([^\"]+)\"").matcher(answer);
      if (!found.find()) {
        throw new IllegalStateException(path + " answered " + answer);
      }
      return found.group(1);
    }
  }

  private void insertCustomers() throws SQLException {
    execute(
        """
        create table bench_customer as
        select n * %2$d + c as number, channel_id, account_id, (%1$d + n * %2$d + c)::text as customer_id,
          date_trunc('milliseconds', now() - case when c %% 2 = 0 then interval '1 minute' else interval '30 hours' end) as at
        from (select channel_id, account_id, account_id::bigint - %3$d as n from channel) known cross join generate_series(0, %2$d - 1) c;
        alter table bench_customer add primary key (number);
        insert into conversation (channel_id, customer_id, conversation_id, opened_at, opened_by, last_message_at, updated_at, updated_on)
        select channel_id, customer_id, gen_random_uuid(), at, 'MESSAGE', at, at, (at at time zone 'UTC')::date from bench_customer;
        insert into message (channel_id, event_key, sent_at, customer_id, direction, kind, meta_message_id, text)
        select channel_id, gen_random_uuid(), at, customer_id, 'INBOUND', 'MESSAGE', 'm_' || number, 'Hello, I ordered on Monday and wonder where my parcel is now?'
        from bench_customer;
        vacuum analyze;
        """
            .formatted(FIRST_CUSTOMER, customers, FIRST_ACCOUNT));
  }

  /// Somebody who wrote within a day.
  Population.Customer recent() {
    return customer(0);
  }

  /// Somebody who wrote 30 hours ago.
  Population.Customer earlier() {
    return customer(1);
  }

  private Population.Customer customer(int parity) {
    var channel = ThreadLocalRandom.current().nextInt(channelIds.length);
    var number = ThreadLocalRandom.current().nextInt(customers / 2) * 2 + parity;
    return new Population.Customer(
        channelIds[channel],
        Long.toString(FIRST_ACCOUNT + channel),
        Long.toString(FIRST_CUSTOMER + (long) channel * customers + number));
  }

  /// Lets the stand-in for Meta know the accounts and who wrote to them.
  void introduceTo() throws SQLException {
    execute(
        """
        insert into sandbox.account (account_id, subscribed_fields, subscribed)
        select distinct account_id, 'messages,message_echoes', true from bench_customer on conflict do nothing;
        insert into sandbox.customer (account_id, customer_id, opened_at, last_message_at, updated_at)
        select account_id, customer_id, at, at, at from bench_customer on conflict do nothing;
        """);
  }

  /// Queues so many messages to those who wrote within a day, as if they had been accepted now, and
  /// nothing else.
  void queue(int messages) throws SQLException {
    execute(
        """
        truncate outbound_message, idempotency_key;
        insert into outbound_message
          (channel_id, message_id, customer_id, ordinal, text, sender_type, agent_id, key_name, status, accepted_label, label, due_at, created_at)
        select channel_id, gen_random_uuid(), customer_id, n, 'It is on its way and comes on Friday, between nine and twelve.',
          'HUMAN', 'a-17', 'desk', 'QUEUED', 'RESPONSE', 'RESPONSE', now(), now()
        from generate_series(0, %1$d - 1) n join bench_customer on number = (n * 2) %% %2$d;
        """
            .formatted(messages, channelIds.length * customers));
  }

  /// Numbers the queued messages for `send.sql`.
  void takeTurns() throws SQLException {
    execute(
        """
        drop sequence if exists bench_turn;
        drop table if exists bench_queue;
        create sequence bench_turn cache 1;
        create table bench_queue as
        select row_number() over (order by ordinal) as number, channel_id, customer_id, message_id from outbound_message;
        alter table bench_queue add primary key (number);
        """);
  }

  /// Returns when nothing is queued any more. To look must cost PostgreSQL next to nothing, for it
  /// is being measured: one connection, and an index of what is queued.
  ///
  /// @param each before every look
  void awaitDrained(Duration interval, Runnable each) throws SQLException, InterruptedException {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      while (isQueued(statement)) {
        each.run();
        Thread.sleep(interval);
      }
    }
  }

  private static boolean isQueued(Statement statement) throws SQLException {
    try (var row =
        statement.executeQuery("select from outbound_message where status = 'QUEUED' limit 1")) {
      return row.next();
    }
  }

  long count(String status) throws SQLException {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement =
            connection.prepareStatement("select count(*) from outbound_message where status = ?")) {
      statement.setString(1, status);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      for (var one : sql.split(";\n")) {
        statement.execute(one);
      }
    }
  }
}
