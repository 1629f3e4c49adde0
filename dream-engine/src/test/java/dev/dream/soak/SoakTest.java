package dev.dream.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dream.DreamOptions;
import dev.dream.TestDream;
import dev.dream.process.Pid;
import dev.dream.process.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Everything that comes and goes does so for a long time, in an engine where some processes stay.
 * Afterwards its tables and the heap are as they were. The property {@code dream.soak.duration}
 * says how long ({@code PT10M}), {@code dream.soak.seed} what the hands do.
 */
@Tag("soak")
class SoakTest {

  private static final String NAME = "soak";
  private static final int HANDS = 4;
  private static final int PLACES = DreamOptions.DEFAULT.node().parallelism();
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  /** Dead letters and crashes are kept on purpose, the last of them, whatever they are. */
  private static final int KEPT = 8;

  /** Workers and carriers come and go; a thing that leaks does so thousands of times. */
  private static final long FEW = 16;

  /** Tables of the JDK's maps grow with their largest number of entries and do not shrink. */
  private static final long SPARE_BYTES = 1 << 20;

  private final Duration duration =
      Duration.parse(System.getProperty("dream.soak.duration", "PT40S"));
  private final long seed = Long.getLong("dream.soak.seed", 1);
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.dream");

  @BeforeEach
  void silence() {
    logger.setLevel(Level.OFF); // hundreds of thousands of crashes and restarts
  }

  @AfterEach
  void speak() {
    logger.setLevel(Level.INFO);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    long nodes = Heap.now().count("dev.dream.process.Node");
    soak();
    await("the engine and its threads are gone")
        .atMost(TestDream.LIMIT)
        .until(() -> Heap.now().count("dev.dream.process.Node") <= nodes);
    await().atMost(TestDream.LIMIT).until(() -> platformThreads().findAny().isEmpty());
  }

  private void soak() throws Exception {
    DreamOptions options = DreamOptions.DEFAULT.name(NAME).callTimeout(TestDream.LIMIT);
    Estate estate = new Estate(options.deadLetters(KEPT).crashCapacity(KEPT));
    try (estate.dream) {
      List<Pid> hands =
          IntStream.range(0, HANDS).mapToObj(i -> Hand.start(estate, i, seed)).toList();
      work(estate, hands, WARM_UP);
      awaitOnlyWhatStays(estate);
      Heap heap = Heap.now();

      report(work(estate, hands, duration));

      awaitOnlyWhatStays(estate);
      assertThat(estate.keys.count()).isZero();
      assertThat(estate.topics.count()).isZero();
      assertThat(estate.dream.reports().lost()).isZero();
      assertThat(estate.dream.tally().lateReplies())
          .isGreaterThanOrEqualTo(estate.lateReplies.get());
      assertThatHeapIsAsBefore(heap);
    }
    TestDream.assertNothingIsLeft(estate.dream);
  }

  private Map<String, Long> work(Estate estate, List<Pid> hands, Duration time) throws Exception {
    List<Chore> chores =
        Stream.of(ProcessChores.all(), ServerChores.all(), SupervisionChores.all())
            .flatMap(List::stream)
            .toList();
    List<CompletableFuture<Map<String, Long>>> working =
        hands.stream().map(hand -> Hand.order(estate, hand, chores, time)).toList();
    Map<String, Long> done = new TreeMap<>();
    for (CompletableFuture<Map<String, Long>> hand : working) {
      hand.get(time.toSeconds() + TestDream.LIMIT.toSeconds(), TimeUnit.SECONDS)
          .forEach((chore, count) -> done.merge(chore, count, Long::sum));
    }
    return done;
  }

  private void report(Map<String, Long> done) {
    System.out.printf("soak for %s with seed %d:%n", duration, seed);
    done.forEach((chore, count) -> System.out.printf("  %,12d  %s%n", count, chore));
  }

  private static void assertThatHeapIsAsBefore(Heap before) {
    Heap after = Heap.now();
    System.out.printf("  heap: %,d bytes, before: %,d%n", after.bytes(), before.bytes());
    assertThat(after.grownSince(before, FEW))
        .as(() -> "objects more than before; all:" + after.largestGrowthSince(before))
        .isEmpty();
    assertThat(after.bytes())
        .as(() -> "bytes; classes that grew most:" + after.largestGrowthSince(before))
        .isLessThan(before.bytes() + SPARE_BYTES);
  }

  /** Of the workers at rest there are as many as there happen to be. */
  private static void awaitOnlyWhatStays(Estate estate) {
    await("only what stays is in the tables")
        .atMost(TestDream.LIMIT)
        .untilAsserted(
            () -> {
              Tables now = estate.node.tables();
              assertThat(now)
                  .usingRecursiveComparison()
                  .ignoringFields("threads")
                  .isEqualTo(estate.tables(HANDS));
              assertThat(now.threads())
                  .isLessThanOrEqualTo(estate.tables(HANDS).threads() + PLACES);
            });
  }

  private static Stream<String> platformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(NAME));
  }
}
