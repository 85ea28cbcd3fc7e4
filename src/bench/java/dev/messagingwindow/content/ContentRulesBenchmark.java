package dev.messagingwindow.content;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a judgement costs (aim: p99 under 1 ms for 300 characters and ten messages, 3 ms for
/// 2,000), and what loading costs (under 300 ms, under 20 MB of heap).
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
public class ContentRulesBenchmark {

  private static final String REPLY =
      """
      Guten Tag Frau Berger, vielen Dank für Ihre Geduld. Ihr Paket mit der Nummer JD014600006 \
      liegt seit heute früh im Depot und wird morgen zwischen 9 und 11 Uhr zugestellt. Die \
      Versandkosten von 4,90 € haben wir erstattet. Übrigens: nur diese Woche 20 % Rabatt auf \
      die neue Kollektion mit dem Code SPRING20!\s\
      """;
  private static final String MESSAGE =
      """
      Hallo, ich warte seit Montag auf mein Paket, die Sendungsverfolgung zeigt nichts an. \
      Können Sie bitte nachsehen, wo es ist? Order 7781\
      """;

  /// Loaded before it is measured.
  @State(Scope.Benchmark)
  public static class Loaded {

    private ContentRules rules;
    private List<String> history;
    private String longest;

    @Setup
    public void load() {
      rules = ContentRules.builtIn();
      history = IntStream.range(0, 10).mapToObj(i -> MESSAGE + i).toList();
      longest = REPLY.repeat(7).substring(0, 2_000);
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 2)
  public List<Finding> judgeThreeHundredCharactersAndTenMessages(Loaded loaded) {
    return loaded.rules.examine(REPLY.substring(0, 300), loaded.history);
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 2)
  public List<Finding> judgeTwoThousandCharactersAndTenMessages(Loaded loaded) {
    return loaded.rules.examine(loaded.longest, loaded.history);
  }

  /// What loading took and keeps, which JMH prints summed over the forks:
  /// `loadOnce:cpuMilliseconds` is the time of the one thread that loads, `loadOnce:heapKilobytes`
  /// the live heap after less that before.
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Kept {

    public long cpuMilliseconds;
    public long heapKilobytes;
    private long millisecondsBefore;
    private long kilobytesBefore;
    private ContentRules rules;

    @Setup
    public void before() {
      ClassLoader.getSystemResource("opens every jar, whose index would count as ours");
      kilobytesBefore = liveKilobytes();
      millisecondsBefore = threadMilliseconds();
    }

    private void loaded(ContentRules loaded) {
      rules = loaded;
      cpuMilliseconds = threadMilliseconds() - millisecondsBefore;
    }

    @TearDown
    public void after() {
      heapKilobytes = liveKilobytes() - kilobytesBefore;
      Objects.requireNonNull(rules);
    }

    private static long threadMilliseconds() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    }

    private static long liveKilobytes() {
      for (var again = 0; again < 5; again++) { // one leaves some dead space where it is
        System.gc();
      }
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    }
  }

  /// In a new JVM, as at the start of the service; without G1, which counts whole regions for an
  /// array however little of the last one it fills.
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(value = 5, jvmArgsAppend = "-XX:+UseSerialGC")
  public void loadOnce(Kept kept) {
    kept.loaded(ContentRules.builtIn());
  }
}
