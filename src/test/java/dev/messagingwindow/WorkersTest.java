package dev.messagingwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceProcess;
import dev.messagingwindow.testing.TestChannel;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Instances of the service that send side by side out of one database, and are killed meanwhile.
/// The stand-in for Meta has a process of its own, which sends nothing.
class WorkersTest {

  private static final int CUSTOMERS_OF_EACH = 6;
  private static final int MESSAGES_OF_EACH = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final AtomicInteger NUMBERS = new AtomicInteger(10_000);

  @TempDir private static Path data;

  private static ServiceProcess meta;
  private static JdbcClient database;
  private static String key;

  /// Those that send.
  private static final List<ServiceProcess> workers = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startMeta() {
    meta = ServiceProcess.start(data, "--messaging.outbox.worker-enabled=false");
    database = JdbcClient.create(new DriverManagerDataSource(meta.jdbcUrl(), "postgres", ""));
    key = sandbox().post("/api/v1/keys", "{'name':'desk','roles':['agent']}").text("key");
  }

  @BeforeEach
  void startTwoWorkers() {
    while (workers.size() < 2) {
      startWorker();
    }
  }

  @AfterAll
  static void end() {
    workers.forEach(ServiceProcess::close);
    meta.close();
  }

  /// With a short lease, so that what a killed worker held is settled soon.
  private static void startWorker() {
    workers.add(
        meta.startInstance(
            "worker" + NUMBERS.incrementAndGet(),
            "--messaging.outbox.lease=5s",
            "--messaging.meta.read-timeout=60s"));
  }

  @Test
  void losesAndRepeatsNothingWhileWorkersAreKilledAndReplaced() {
    var conversations =
        Stream.of(aPage(), aPage(), aPage(), anInstagramAccount())
            .flatMap(channel ->
                IntStream.range(0, CUSTOMERS_OF_EACH).mapToObj(_ -> aConversation(channel)))
            .toList();

    var accepted = new ArrayList<Message>();
    accepted.addAll(traffic(conversations, 30, ServiceProcess::kill));
    startWorker();
    accepted.addAll(traffic(conversations, 90, ServiceProcess::kill));
    startWorker();
    var beforeAnOrderlyStop = accepted.size();
    accepted.addAll(traffic(conversations, 60, ServiceProcess::stop));
    await().atMost(PATIENCE).until(() -> queued() == 0);

    assertThat(accepted).hasSize(3 * MESSAGES_OF_EACH * conversations.size());
    assertThat(accepted).extracting(Message::messageId).doesNotHaveDuplicates();
    var sent = accepted.stream().filter(message -> message.status().equals("SENT")).toList();
    var unknown = accepted.stream().filter(message -> !sent.contains(message)).toList();
    var phones = conversations.stream().map(Conversation::phone).toList();
    System.out.printf(
        "workers: %d messages sent, %d unknown, %d on phones%n",
        sent.size(), unknown.size(), phones.stream().mapToInt(List::size).sum());
    assertThat(unknown)
        .allSatisfy(message -> {
          assertThat(message.status()).isEqualTo("UNKNOWN");
          assertThat(message.now().at("attempts").asInt()).isEqualTo(1);
          assertThat(message.now().text("failure.message"))
              .isEqualTo("the worker stopped before Meta answered");
        });
    assertThat(sent).containsAll(accepted.subList(beforeAnOrderlyStop, accepted.size()));
    assertThat(phones.stream().flatMap(List::stream))
        .doesNotHaveDuplicates()
        .containsAll(sent.stream().map(Message::text).toList());
    assertThat(phones).allSatisfy(texts -> assertThat(texts).isSorted());
  }

  @Test
  void settlesWhatWasOnItsWayWhenItsWorkerWasKilled() {
    var arrived = onItsWay(aPage(), true);
    var arrivedOnInstagram = onItsWay(anInstagramAccount(), true);
    var lost = onItsWay(aPage(), false);
    workers.forEach(ServiceProcess::kill);
    workers.clear();
    sandbox().delete("/sandbox/graph/faults");

    startWorker();

    var killed = List.of(arrived, arrivedOnInstagram, lost);
    var behind = killed.stream().map(message -> accept(message.conversation(), "behind")).toList();
    await().atMost(PATIENCE).until(() -> queued() == 0);
    assertThat(behind).extracting(Message::status).containsOnly("SENT");
    // by its echo: on Instagram by the text, as there is no metadata
    assertThat(killed).extracting(Message::status).containsExactly("SENT", "SENT", "UNKNOWN");
    assertThat(killed)
        .extracting(message -> message.conversation().phone())
        .containsExactly(List.of("first", "behind"), List.of("first", "behind"), List.of("behind"));
  }

  /// All customers are written to at once, message after message; a worker ends meanwhile.
  ///
  /// @param enough how many messages are sent before
  /// @return what was accepted, each with 202
  private static List<Message> traffic(
      List<Conversation> conversations, int enough, Consumer<ServiceProcess> end) {
    var sentBefore = countOf("SENT");
    var accepted = new ArrayList<Future<List<Message>>>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      conversations.forEach(
          conversation -> accepted.add(clients.submit(() -> acceptMany(conversation))));
      await().atMost(PATIENCE).until(() -> countOf("SENT") >= sentBefore + enough);
      end.accept(workers.removeFirst());
    }
    return accepted.stream().map(WorkersTest::result).flatMap(List::stream).toList();
  }

  private static List<Message> result(Future<List<Message>> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Each with a text that sorts behind those before it.
  private static List<Message> acceptMany(Conversation conversation) {
    return IntStream.range(0, MESSAGES_OF_EACH)
        .mapToObj(_ -> accept(conversation, "Answer " + NUMBERS.incrementAndGet()))
        .toList();
  }

  /// At any worker, and once more where one answers for sure if that worker is gone.
  private static Message accept(Conversation conversation, String text) {
    var instances = List.copyOf(workers);
    var idempotencyKey = conversation.customerId() + text;
    Answer answer;
    try {
      answer =
          post(
              instances.get(Math.floorMod(text.hashCode(), instances.size())),
              conversation,
              idempotencyKey,
              text);
    } catch (UncheckedIOException _) {
      answer = post(meta, conversation, idempotencyKey, text);
    }
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return new Message(conversation, text, answer.text("messageId"));
  }

  private static Answer post(
      ServiceProcess instance, Conversation conversation, String idempotencyKey, String text) {
    var channel = conversation.channel();
    return new TestChannel(
            Api.at(instance.baseUrl()).withKey(key), channel.channelId(), channel.accountId())
        .send(
            conversation.customerId(),
            idempotencyKey,
            "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'}}".formatted(text));
  }

  /// A message whose call Meta does not answer.
  private static Message onItsWay(TestChannel channel, boolean delivered) {
    var conversation = aConversation(channel);
    sandbox()
        .post(
            "/sandbox/graph/faults",
            "{'kind':'HANG','delivered':%s,'accountId':'%s'}"
                .formatted(delivered, channel.accountId()));
    var message = accept(conversation, "first");
    await().until(() -> message.now().at("attempts").asInt() == 1);
    await().until(() -> conversation.phone().size() == (delivered ? 1 : 0));
    return message;
  }

  private static TestChannel aPage() {
    return connect("FACEBOOK", "41000000" + NUMBERS.incrementAndGet());
  }

  private static TestChannel anInstagramAccount() {
    return connect("INSTAGRAM", "178414000" + NUMBERS.incrementAndGet());
  }

  private static TestChannel connect(String platform, String accountId) {
    var connected =
        sandbox()
            .post(
                "/api/v1/channels",
                "{'platform':'%s','accountId':'%s','name':'Test','accessToken':'EAAtest','extendedWindow':false}"
                    .formatted(platform, accountId));
    assertThat(connected.status()).as(connected.body()).isEqualTo(201);
    return new TestChannel(sandbox(), connected.text("channelId"), accountId);
  }

  private static Conversation aConversation(TestChannel channel) {
    var conversation = new Conversation(channel, "74" + NUMBERS.incrementAndGet());
    channel.customerWrites(conversation.customerId(), "Hello");
    return conversation;
  }

  private static Api sandbox() {
    return Api.at(meta.baseUrl()).withKey("sandbox");
  }

  private static int queued() {
    return countOf("QUEUED");
  }

  private static int countOf(String status) {
    return database
        .sql("select count(*) from outbound_message where status = ?")
        .param(status)
        .query(Integer.class)
        .single();
  }

  private record Conversation(TestChannel channel, String customerId) {

    List<String> phone() {
      return channel.phone(customerId).at("messages").findValuesAsString("text");
    }
  }

  private record Message(Conversation conversation, String text, String messageId) {

    Answer now() {
      return conversation.channel().message(messageId);
    }

    String status() {
      return now().text("status");
    }
  }
}
