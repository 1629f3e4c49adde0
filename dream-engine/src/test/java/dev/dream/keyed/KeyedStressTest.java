package dev.dream.keyed;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Mute;
import dev.dream.TestDream;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallException;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many threads use few keys whose processes stop whenever they have nothing to do, and crash. */
@Timeout(120)
class KeyedStressTest {

  private static final int THREADS = 6;
  private static final int KEYS = 3;
  private static final int ROUNDS = 3_000;

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Mute mute = new Mute();

  private final AtomicLong numbers = new AtomicLong();
  private final Set<Long> done = ConcurrentHashMap.newKeySet();
  private final AtomicInteger twice = new AtomicInteger();
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final Map<Integer, AtomicInteger> living = new ConcurrentHashMap<>();

  private sealed interface Request extends Call<Desk, Long> {}

  private record Do(long number) implements Request {}

  /** Is answered only after the next message, or never if that is a crash. */
  private record DoLater(long number) implements Request {}

  private record Crash() implements Request {}

  private record Told(long number) implements Cast<Desk> {}

  /** Does each thing once, and notices if it is not alone with its key. */
  private final class Desk implements GenServer<Integer, Request, Told> {

    private final AtomicInteger alive;

    Desk(int key) {
      alive = living.computeIfAbsent(key, _ -> new AtomicInteger());
    }

    @Override
    public InitResult<Integer> init() {
      starts.incrementAndGet();
      if (alive.incrementAndGet() != 1) {
        atOnce.incrementAndGet();
      }
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Request request, From from, Integer state) {
      return switch (request) {
        case Do(long number) -> {
          note(number);
          yield reply(request, number, state);
        }
        case DoLater(long number) -> {
          note(number);
          test.get().spawn(() -> from.reply(request, number));
          yield noReply(state);
        }
        case Crash() -> throw new IllegalStateException("boom");
      };
    }

    @Override
    public CastResult<Integer> handleCast(Told event, Integer state) {
      note(event.number());
      return noReply(state);
    }

    @Override
    public void terminate(ExitReason reason, Integer state) {
      alive.decrementAndGet();
    }

    private void note(long number) {
      if (!done.add(number)) {
        twice.incrementAndGet();
      }
    }
  }

  private Keyed<Integer, ServerRef<Desk>> start(KeyedSpec<Integer, ServerRef<Desk>> spec) {
    test.start(SupervisorSpec.oneForOne(spec.childSpec()));
    return test.get().keyed(spec);
  }

  private KeyedSpec<Integer, ServerRef<Desk>> spec() {
    return Keyed.server((Integer key) -> new Desk(key))
        .id("desks")
        .idleTimeout(Duration.ofNanos(1))
        .maxRestarts(Integer.MAX_VALUE, Duration.ofSeconds(1));
  }

  private interface Step {
    void run(ServerRef<Desk> desk, Random random);
  }

  private void inThreads(Keyed<Integer, ServerRef<Desk>> desks, Step step) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        runs.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < ROUNDS; round++) {
                    step.run(desks.get(random.nextInt(KEYS)), random);
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private void call(ServerRef<Desk> desk, boolean later) {
    long number = numbers.incrementAndGet();
    assertThat(desk.call(later ? new DoLater(number) : new Do(number))).isEqualTo(number);
    assertThat(done).contains(number);
  }

  private void cast(ServerRef<Desk> desk) {
    desk.cast(new Told(numbers.incrementAndGet()));
  }

  private void assertOneAtATimeAndAllGone(Keyed<Integer, ServerRef<Desk>> desks) {
    await().atMost(LIMIT).until(() -> desks.count() == 0);
    assertThat(twice).hasValue(0);
    assertThat(atOnce).hasValue(0);
    assertThat(starts.get()).as("starts, or else nothing was tested").isGreaterThan(100);
  }

  @Test
  void anIdleStopLosesNoCallAndNoCast() throws Exception {
    Keyed<Integer, ServerRef<Desk>> desks = start(spec());
    inThreads(
        desks,
        (desk, random) -> {
          switch (random.nextInt(4)) {
            case 0 -> cast(desk);
            case 1 -> call(desk, true);
            default -> call(desk, false);
          }
        });
    await().atMost(LIMIT).until(() -> done.size() == numbers.get());
    assertOneAtATimeAndAllGone(desks);
  }

  @Test
  void norIfSendersWaitForRoom() throws Exception {
    Keyed<Integer, ServerRef<Desk>> desks = start(spec().mailbox(Mailbox.of(1).blocking(LIMIT)));
    inThreads(
        desks,
        (desk, random) -> {
          if (random.nextBoolean()) {
            cast(desk);
          } else {
            call(desk, false);
          }
        });
    await().atMost(LIMIT).until(() -> done.size() == numbers.get());
    assertOneAtATimeAndAllGone(desks);
  }

  @Test
  void aCrashHarmsOnlyThoseWhoWereThere() throws Exception {
    Keyed<Integer, ServerRef<Desk>> desks = start(spec());
    AtomicInteger failed = new AtomicInteger();
    inThreads(
        desks,
        (desk, random) -> {
          try {
            if (random.nextInt(20) == 0) {
              desk.call(new Crash());
            } else {
              call(desk, false);
            }
          } catch (CallException crashed) {
            assertThat(crashed.reason().toString()).contains("boom");
            failed.incrementAndGet();
          }
        });
    assertOneAtATimeAndAllGone(desks);
    assertThat(failed).as("calls that failed").hasPositiveValue();
  }
}
