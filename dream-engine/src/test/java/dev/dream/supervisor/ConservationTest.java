package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.Mute;
import dev.dream.TestDream;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallException;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastOutcome;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.OverloadedException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No message vanishes: each of many that are cast, called and sent to servers that crash, are
 * killed, restarted, overloaded and shut down is handled, or refused to the sender's face, or a
 * dead letter; and only one of these. A caller whose call fails otherwise is told as well.
 */
class ConservationTest {

  @RegisterExtension final Mute mute = new Mute();

  private static final int SERVERS = 4;
  private static final int SENDERS = 6;
  private static final int EACH = 3_000;

  /** What became of each message, by its number. */
  private static final class Fates {
    private final String[] fates = new String[SENDERS * EACH];
    private final BitSet told = new BitSet();
    private final List<String> twice = new ArrayList<>();

    synchronized void add(int number, String fate) {
      if ("handled".equals(fates[number]) && fate.equals("crashed")) {
        return; // its process was killed when the work was done, but before the callback returned
      }
      if (fates[number] != null) {
        twice.add(number + ": " + fates[number] + " and " + fate);
      }
      fates[number] = fate;
    }

    synchronized void told(int number) {
      told.set(number);
    }

    synchronized void assertThatAllHaveOne() {
      assertThat(twice).isEmpty();
      var missing = new BitSet();
      for (int i = 0; i < fates.length; i++) {
        missing.set(i, fates[i] == null && !told.get(i));
      }
      assertThat(missing).as("vanished").isEqualTo(new BitSet());
    }

    synchronized boolean hasSome(String fate) {
      return Arrays.asList(fates).contains(fate);
    }
  }

  private sealed interface Numbered {
    int number();
  }

  private record Told(int number, boolean crash) implements Cast<Fragile>, Numbered {}

  private record Asked(int number, boolean crash) implements Call<Fragile, Integer>, Numbered {}

  private record Plain(int number, boolean crash) implements Numbered {}

  /** Crashes when told to; takes note of what it has done to the end. */
  private static final class Fragile implements GenServer<Integer, Asked, Told> {

    private final Fates fates;

    Fragile(Fates fates) {
      this.fates = fates;
    }

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    private void handle(int number, boolean crash) {
      if (crash) {
        throw new IllegalStateException("told to crash");
      }
      Processes.self(); // one that has been killed handles nothing
      fates.add(number, "handled");
    }

    @Override
    public CallResult<Integer> handleCall(Asked asked, From from, Integer state) {
      handle(asked.number(), asked.crash());
      return reply(asked, state, state + 1);
    }

    @Override
    public CastResult<Integer> handleCast(Told told, Integer state) {
      handle(told.number(), told.crash());
      return noReply(state + 1);
    }

    @Override
    public CastResult<Integer> handleInfo(Object message, Integer state) {
      if (message instanceof Plain(int number, boolean crash)) {
        handle(number, crash);
      }
      return noReply(state + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void eachMessageHasExactlyOneFate(long seed) throws Exception {
    var fates = new Fates();
    Mailbox mailbox =
        (seed % 2 == 0 ? Mailbox.of(20) : Mailbox.of(20).blocking(Duration.ofMillis(1)))
            .skippingExpired(true)
            .inHand(Mailbox.Fate.DEAD_LETTERED);
    Dream dream = Dream.create(DreamOptions.DEFAULT.name("conservation"));
    dream
        .deadLetters()
        .addListener(
            letter -> {
              if (letter.message() instanceof Numbered numbered) {
                fates.add(numbered.number(), letter.reason().words());
              }
            });
    List<ChildSpec<?>> children = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      children.add(ChildSpec.worker("s" + i, () -> new Fragile(fates)).mailbox(mailbox).named());
    }
    dream.startSupervisor(
        SupervisorSpec.of(Strategy.ONE_FOR_ONE, children)
            .maxRestarts(1_000_000, Duration.ofSeconds(1)),
        StartOptions.DEFAULT);

    var sent = new CountDownLatch(SENDERS);
    var halfway = new CountDownLatch(SENDERS * EACH * 9 / 10);
    for (int i = 0; i < SENDERS; i++) {
      int sender = i;
      Thread.ofVirtual()
          .start(
              () -> {
                var random = new Random(seed * 31 + sender);
                for (int n = 0; n < EACH; n++) {
                  send(dream, random, sender * EACH + n, fates);
                  halfway.countDown();
                }
                sent.countDown();
              });
    }
    var killing = new AtomicBoolean(true);
    Thread killer = Thread.ofVirtual().start(() -> kill(dream, new Random(seed), killing));
    halfway.await();
    killing.set(false);
    killer.join();
    dream.close(); // while some are still sending
    sent.await();
    TestDream.assertNothingIsLeft(dream);

    fates.assertThatAllHaveOne();
    assertThat(List.of("handled", "no process", "crashed")).allMatch(fates::hasSome);
  }

  private static void send(Dream dream, Random random, int number, Fates fates) {
    ServerRef<Fragile> server = dream.ref("s" + random.nextInt(SERVERS));
    boolean crash = random.nextInt(50) == 0;
    switch (random.nextInt(4)) {
      case 0 -> server.cast(new Told(number, crash));
      case 1 -> {
        switch (server.tryCast(new Told(number, crash))) {
          case CastOutcome.Sent() -> {}
          case CastOutcome told -> fates.add(number, told.toString());
        }
      }
      case 2 -> call(server, new Asked(number, crash), fates);
      default -> {
        Pid pid = server.pid().orElse(Pid.of(dream.node().id(), 1_000_000));
        dream.send(pid, new Plain(number, crash));
      }
    }
  }

  private static void call(ServerRef<Fragile> server, Asked asked, Fates fates) {
    try {
      server.call(asked, Duration.ofMillis(1 + asked.number() % 20));
    } catch (OverloadedException overloaded) {
      fates.add(asked.number(), "refused");
    } catch (CallException failed) {
      fates.told(asked.number()); // whether it had come in or not
    }
  }

  private static void kill(Dream dream, Random random, AtomicBoolean going) {
    while (going.get()) {
      dream
          .whereis("s" + random.nextInt(SERVERS))
          .ifPresent(pid -> dream.exit(pid, ExitReason.KILL));
      LockSupport.parkNanos(200_000);
    }
  }
}
