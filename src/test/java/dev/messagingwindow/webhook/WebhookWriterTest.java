package dev.messagingwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

class WebhookWriterTest {

  private static final Instant NOW = Instant.parse("2026-09-25T18:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(10);

  private final StubStore store = new StubStore();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private WebhookWriter writer = aWriter(100, 100, LONG);

  @AfterEach
  void stop() {
    store.release.countDown();
    writer.stop();
    requests.close();
  }

  @Test
  void storesEverythingThatWaitsInOneTransaction() {
    var first = holdWriterWith("first");
    var others = submitAll("a", "b", "c");

    store.release.countDown();

    assertThat(Stream.concat(Stream.of(first), others.stream()))
        .allSatisfy(body -> assertThat(body).succeedsWithin(LONG));
    assertThat(store.calls).containsExactly(List.of("first"), List.of("a", "b", "c"));
  }

  @Test
  void answersNobodyBeforeTheCommit() {
    var first = holdWriterWith("first");
    var other = submitAll("a").getFirst();

    assertThat(first).isNotDone();
    assertThat(other).isNotDone();
  }

  @Test
  void startsTheNextTransactionWhileTheOneBeforeRuns() {
    writer = aWriter(100, 100, 2, LONG);
    writer.start();
    var first = submit("first");
    await().until(() -> store.calls.size() == 1);

    var second = submit("second");

    await().until(() -> store.calls.size() == 2);
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    store.release.countDown();
    assertThat(List.of(first, second)).allSatisfy(body -> assertThat(body).succeedsWithin(LONG));
  }

  @Test
  void storesNoMoreThanABatchAtATimeAndSplitsNoBody() {
    startedWith(100, 5, LONG);
    holdWriterWith("first");
    submit("a", "a");
    awaitWaiting(2);
    submit("b", "b");
    awaitWaiting(4);
    submit("c", "c", "c", "c", "c", "c", "c");
    awaitWaiting(11);
    var last = submit("d");
    awaitWaiting(12);

    store.release.countDown();

    assertThat(last).succeedsWithin(LONG);
    assertThat(store.calls)
        .containsExactly(
            List.of("first"),
            List.of("a", "a", "b", "b"),
            List.of("c", "c", "c", "c", "c", "c", "c"),
            List.of("d"));
  }

  @Test
  void putsAPoisonedEventIntoQuarantineAloneAndCommitsTheOthersOfItsBody() {
    holdWriterWith("first");
    var before = submitAll("a", "b", "c");
    var poisoned = submit("d", "poison", "e");
    awaitWaiting(6);
    var after = submitAll(6, "f", "g", "h");

    store.release.countDown();

    assertThat(Stream.of(before, List.of(poisoned), after).flatMap(List::stream))
        .allSatisfy(body -> assertThat(body).succeedsWithin(LONG));
    assertThat(store.quarantined).containsExactly("poison");
    assertThat(store.committed)
        .containsExactlyInAnyOrder("first", "a", "b", "c", "d", "e", "f", "g", "h");
  }

  @Test
  void answersABodyOnlyWhenItsEventIsInQuarantine() {
    started();
    store.release.countDown();
    var quarantining = new CountDownLatch(1);
    store.beforeQuarantine = quarantining;
    var poisoned = submit("poison");
    await().until(() -> !store.calls.isEmpty());

    assertThat(poisoned).isNotDone();
    quarantining.countDown();
    assertThat(poisoned).succeedsWithin(LONG);
  }

  @Test
  void asksMetaToComeAgainWithTheOneBodyWhoseEventCannotEvenBeQuarantined() {
    holdWriterWith("first");
    store.quarantineFailures.add(new IllegalStateException("no key"));
    var before = submitAll("a");
    var poisoned = submit("b", "poison");
    awaitWaiting(3);
    var after = submitAll(3, "c");

    store.release.countDown();

    assertUnavailable(failure(poisoned));
    assertThat(Stream.concat(before.stream(), after.stream()))
        .allSatisfy(body -> assertThat(body).succeedsWithin(LONG));
  }

  @Test
  void asksMetaToComeAgainWhenTheDatabaseGoesAwayBeforeTheQuarantine() {
    holdWriterWith("first");
    store.quarantineFailures.add(new DataAccessResourceFailureException("away"));
    var poisoned = submitAll("poison").getFirst();

    store.release.countDown();

    assertUnavailable(failure(poisoned));
    assertThat(submit("a")).succeedsWithin(LONG);
  }

  /// Finding one bad event among n costs two transactions per halving, not one per event.
  @ParameterizedTest
  @ValueSource(ints = {64, 256, 1024})
  void findsThePoisonedEventInFewTransactions(int events) {
    startedWith(5000, 5000, LONG);
    store.release.countDown();
    var body = new String[events];
    Arrays.setAll(body, i -> i == events / 3 ? "poison" : "e" + i);

    assertThat(submit(body)).succeedsWithin(LONG);

    assertThat(store.committed).hasSize(events - 1);
    assertThat(store.calls).hasSize(1 + 2 * Integer.numberOfTrailingZeros(events));
  }

  @Test
  void doesNotSeekAgainOneByOneWhatIsInQuarantine() {
    started();
    store.release.countDown();
    var body = new String[] {"poison", "a", "poison2", "b", "poison3"};
    assertThat(submit(body)).succeedsWithin(LONG);
    store.calls.clear();

    assertThat(submit(body)).succeedsWithin(LONG);

    assertThat(store.calls).containsExactly(List.of(body), List.of("a"), List.of("b"));
    assertThat(store.quarantined).containsExactly("poison", "poison2", "poison3");
  }

  @Test
  void quarantinesWhatOverflowsTheStackAndOutlivesIt() {
    started();
    store.release.countDown();
    store.failures.add(new StackOverflowError());

    assertThat(submit("a")).succeedsWithin(LONG);
    assertThat(store.quarantined).containsExactly("a");
    assertThat(submit("b")).succeedsWithin(LONG);
  }

  @Test
  void outlivesAnErrorThatIsNoEventsFault() {
    started();
    store.release.countDown();
    store.failures.add(new OutOfMemoryError());

    assertUnavailable(failure(submit("a")));
    assertThat(store.quarantined).isEmpty();
    assertThat(submit("b")).succeedsWithin(LONG);
  }

  @Test
  void refusesAtOnceWhatHasNoRoom() {
    startedWith(3, 100, LONG);
    holdWriterWith("first");
    submit("a", "a");
    awaitWaiting(2);

    assertUnavailable(failure(submit("b", "b")));

    var fits = submit("c");
    store.release.countDown();
    assertThat(fits).succeedsWithin(LONG);
    assertThat(store.committed).containsExactly("first", "a", "a", "c");
  }

  @Test
  void hasRoomAgainOnceABatchWasTaken() {
    startedWith(2, 100, LONG);
    holdWriterWith("first");
    var others = submitAll("a", "b");
    store.release.countDown();
    assertThat(others).allSatisfy(body -> assertThat(body).succeedsWithin(LONG));

    assertThat(submit("c", "c")).succeedsWithin(LONG);
  }

  @Test
  void takesABodyOfAnySizeWhenNothingWaits() {
    startedWith(1, 1, LONG);
    store.release.countDown();

    assertThat(submit("a", "a", "a")).succeedsWithin(LONG);
  }

  @Test
  void asksMetaToComeAgainWhenTheCommitTakesTooLong() {
    startedWith(100, 100, Duration.ofMillis(1));

    assertUnavailable(failure(submit("a")));

    store.release.countDown();
    await().untilAsserted(() -> assertThat(store.committed).containsExactly("a"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfTheDatabase")
  void givesAFailureOfTheDatabaseToAllWithoutTryingHalves(RuntimeException failure) {
    holdWriterWith("first");
    var others = submitAll("a", "b", "c");
    store.failures.add(failure);

    store.release.countDown();

    assertThat(others).allSatisfy(body -> assertUnavailable(failure(body)));
    assertThat(store.calls).hasSize(2);
    assertThat(submit("a")).succeedsWithin(LONG);
    assertThat(store.committed).containsExactly("first", "a");
  }

  static List<RuntimeException> failuresOfTheDatabase() {
    return List.of(
        new DataAccessResourceFailureException("away"),
        new CannotCreateTransactionException("no connection"),
        new TransactionTimedOutException("late"),
        new TransactionSystemException("lost at the commit"),
        new QueryTimeoutException("late"),
        new BadSqlGrammarException("insert", "insert", new SQLException("no table", "42P01")),
        new UncategorizedSQLException("insert", "insert", new SQLException("read-only", "25006")));
  }

  /// Spring takes it for a failed resource; it would come with every repeat of the body.
  @Test
  void quarantinesWhatIsTooLargeForAnIndex() {
    started();
    store.release.countDown();
    store.failures.add(
        new DataAccessResourceFailureException("", new SQLException("too large", "54000")));

    assertThat(submit("a")).succeedsWithin(LONG);
    assertThat(store.quarantined).containsExactly("a");
  }

  @Test
  void storesABatchOnceMoreThatWasLockedOut() {
    holdWriterWith("first");
    var others = submitAll("a", "b");
    store.failures.add(new CannotAcquireLockException("40P01"));

    store.release.countDown();

    assertThat(others).allSatisfy(body -> assertThat(body).succeedsWithin(LONG));
    assertThat(store.calls).containsExactly(List.of("first"), List.of("a", "b"), List.of("a", "b"));
  }

  @Test
  void asksMetaToComeAgainWhenABatchIsLockedOutTwice() {
    holdWriterWith("first");
    var others = submitAll("a", "b");
    store.failures.add(new CannotAcquireLockException("40P01"));
    store.failures.add(new CannotAcquireLockException("40P01"));

    store.release.countDown();

    assertThat(others).allSatisfy(body -> assertUnavailable(failure(body)));
    assertThat(store.calls).hasSize(3);
  }

  @Test
  void storesWhatWaitsBeforeItStopsAndTakesNothingMore() {
    startedWith(100, 2, LONG);
    var first = holdWriterWith("first");
    var others = submitAll("a", "b", "c", "d", "e");
    var stopped = CompletableFuture.runAsync(writer::stop, requests);
    await().until(() -> !writer.isRunning());

    assertUnavailable(failure(submit("too late")));
    assertThat(stopped).isNotDone();
    store.release.countDown();

    assertThat(stopped).succeedsWithin(LONG);
    assertThat(Stream.concat(Stream.of(first), others.stream()))
        .allSatisfy(body -> assertThat(body).succeedsWithin(LONG));
    assertThat(store.committed).containsExactly("first", "a", "b", "c", "d", "e");
  }

  @Test
  void storesAgainAfterAStopAndAStart() {
    started();
    store.release.countDown();
    writer.stop();
    writer.start();

    assertThat(submit("a")).succeedsWithin(LONG);
  }

  @Test
  void stopsAfterTheWebServer() {
    assertThat(writer.getPhase())
        .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
  }

  @Test
  void refusesSettingsThatStoreNothing() {
    assertThatThrownBy(() -> new WebhookProperties(0, 1, 1, LONG))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new WebhookProperties(1, 0, 1, LONG))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new WebhookProperties(1, 1, 0, LONG))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new WebhookProperties(1, 1, 1, Duration.ZERO))
        .hasMessageContaining("timeout");
  }

  private WebhookWriter aWriter(int queueCapacity, int batchSize, Duration timeout) {
    return aWriter(queueCapacity, batchSize, 1, timeout);
  }

  private WebhookWriter aWriter(int queueCapacity, int batchSize, int writers, Duration timeout) {
    return new WebhookWriter(
        store,
        new WebhookProperties(queueCapacity, batchSize, writers, timeout),
        new WebhookMetrics(new SimpleMeterRegistry()),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void started() {
    if (!writer.isRunning()) {
      writer.start();
    }
  }

  private void startedWith(int queueCapacity, int batchSize, Duration timeout) {
    writer = aWriter(queueCapacity, batchSize, timeout);
    writer.start();
  }

  /// The writer is in the middle of storing this until the store is released.
  private CompletableFuture<Void> holdWriterWith(String event) {
    started();
    var body = submit(event);
    await().until(() -> store.calls.size() == 1);
    return body;
  }

  private List<CompletableFuture<Void>> submitAll(String... events) {
    return submitAll(0, events);
  }

  /// Bodies of one event each, which wait in this order.
  private List<CompletableFuture<Void>> submitAll(int waitingBefore, String... events) {
    return IntStream.range(0, events.length)
        .mapToObj(i -> {
          var body = submit(events[i]);
          awaitWaiting(waitingBefore + i + 1);
          return body;
        })
        .toList();
  }

  private void awaitWaiting(int events) {
    await().pollInterval(Duration.ofMillis(2)).until(() -> writer.waitingEvents() == events);
  }

  /// A request that brings one body.
  private CompletableFuture<Void> submit(String... events) {
    var body = Stream.of(events).map(WebhookWriterTest::anEvent).toList();
    return CompletableFuture.runAsync(() -> writer.store(body), requests);
  }

  private static ChannelEvent anEvent(String name) {
    var customerId = new CustomerId("7100");
    return new ChannelEvent(
        null,
        customerId,
        new WebhookEvent(
            Platform.FACEBOOK,
            new AccountId("4100"),
            customerId,
            EventKind.UNKNOWN,
            NOW,
            EventKey.of(NOW, name),
            new Action.Ignore(),
            null));
  }

  private static Throwable failure(CompletableFuture<Void> body) {
    var failure = catchThrowable(body::join);
    assertThat(failure).isInstanceOf(CompletionException.class);
    return failure.getCause();
  }

  private static void assertUnavailable(Throwable failure) {
    assertThat(failure).isInstanceOf(ApiProblem.class);
    var problem = (ApiProblem) failure;
    assertThat(problem.problemType()).isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("2");
  }

  /// Holds every call until it is released, then fails as it was told, and whenever a poisoned
  /// event is among the others.
  private static final class StubStore implements WebhookWriter.Store {

    private final List<List<String>> calls = new CopyOnWriteArrayList<>();
    private final List<String> committed = new CopyOnWriteArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<String> quarantined = new CopyOnWriteArrayList<>();
    private final Queue<RuntimeException> quarantineFailures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile CountDownLatch beforeQuarantine = new CountDownLatch(0);

    @Override
    public void store(List<ChannelEvent> events, Instant now) {
      var names = events.stream().map(event -> event.event().key().value()).toList();
      calls.add(names);
      awaitRelease();
      switch (names.contains("first") ? null : failures.poll()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> {}
      }
      if (names.stream().anyMatch(name -> name.startsWith("poison"))) {
        throw new IllegalStateException("poisoned");
      }
      committed.addAll(names);
    }

    @Override
    public void quarantine(ChannelEvent event, Throwable failure, Instant now) {
      await(beforeQuarantine);
      if (quarantineFailures.poll() instanceof RuntimeException own) {
        throw own;
      }
      quarantined.add(event.event().key().value());
    }

    @Override
    public List<ChannelEvent> notQuarantined(List<ChannelEvent> events) {
      return events.stream()
          .filter(event -> !quarantined.contains(event.event().key().value()))
          .toList();
    }

    private void awaitRelease() {
      await(release);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
