package dev.dream.soak;

import static dev.dream.process.Processes.alias;
import static dev.dream.process.Processes.cancelTimer;
import static dev.dream.process.Processes.demonitor;
import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.link;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.register;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.sendAfter;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.spawnMonitor;
import static dev.dream.process.Processes.startTimer;
import static dev.dream.process.Processes.unalias;
import static dev.dream.process.Processes.unlink;
import static dev.dream.process.Processes.unregister;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.Alias;
import dev.dream.process.AliasMode;
import dev.dream.process.AliasedMonitor;
import dev.dream.process.Callbacks;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Monitored;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.ProcessKey;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.SpawnOptions;
import dev.dream.process.TimerExpired;
import dev.dream.process.TimerRef;
import java.time.Duration;
import java.util.List;

/** What processes do to each other. */
final class ProcessChores {

  static final Duration HOUR = Duration.ofHours(1);
  private static final int BATCH = 16;
  private static final Name HUB = new Name("hub");
  private static final ProcessKey<String> KEY = ProcessKey.of("key");

  private static final List<ExitReason> REASONS =
      List.of(
          ExitReason.NORMAL,
          ExitReason.SHUTDOWN,
          ExitReason.KILL,
          ExitReason.shutdown("enough"),
          ExitReason.error("boom"));

  private ProcessChores() {}

  static List<Chore> all() {
    return List.of(
        Chore.of("spawn, exit", ProcessChores::spawnAndExit).each(2 * BATCH).weighing(8),
        Chore.of("link, unlink", ProcessChores::linkAndUnlink),
        Chore.of("linked process ends", ProcessChores::linkedEnd).weighing(3),
        Chore.of("monitor, demonitor", ProcessChores::monitorAndDemonitor),
        Chore.of("alias", ProcessChores::aliases),
        Chore.of("alias of a monitor", ProcessChores::aliasedMonitors),
        Chore.of("name", ProcessChores::names),
        Chore.of("name of one that ends", ProcessChores::namesOfTheDying),
        Chore.of("timer cancelled", ProcessChores::timersCancelled),
        Chore.of("timer fires or not", ProcessChores::timersRacing),
        Chore.of("timer cancels itself", ProcessChores::timersOfThemselves),
        Chore.of("end with all one has", ProcessChores::endWithEverything),
        Chore.of("kill of blocked code", ProcessChores::killBlocked));
  }

  /** A process that ends as it begins. */
  private static final class Brief implements Callbacks {
    @Override
    public void begin() {
      throw new ExitException(ExitReason.NORMAL);
    }

    @Override
    public void handle(Object message) {}
  }

  private static void spawnAndExit(Hand hand) {
    Ref[] ends = new Ref[2 * BATCH];
    for (int i = 0; i < BATCH; i++) {
      ends[2 * i] = spawnMonitor(() -> {}).ref();
      ends[2 * i + 1] = monitor(hand.node.spawn(new Brief(), SpawnOptions.NONE));
    }
    for (Ref end : ends) {
      hand.awaitDown(end);
    }
  }

  private static void linkAndUnlink(Hand hand) {
    Pid partner = hand.partner();
    link(partner);
    if (hand.random.nextBoolean()) {
      link(partner);
    }
    unlink(partner);
  }

  private static void linkedEnd(Hand hand) {
    ExitReason reason = hand.oneOf(REASONS);
    Pid linked =
        spawnLink(
            () -> {
              link(hand.partner());
              exit(reason);
            });
    receive(message -> message instanceof Exit end && end.from().equals(linked));
  }

  private static void monitorAndDemonitor(Hand hand) {
    Ref ref = monitor(hand.partner());
    boolean active = hand.random.nextBoolean() ? demonitor(ref) : demonitorFlush(ref);
    assertThat(active).isTrue();
  }

  private static void aliases(Hand hand) {
    AliasMode mode = hand.random.nextBoolean() ? AliasMode.REPLY : AliasMode.EXPLICIT_UNALIAS;
    Alias alias = alias(mode);
    if (hand.random.nextBoolean()) {
      send(alias, "first");
      receive("first"::equals);
    }
    unalias(alias);
    send(alias, "late");
  }

  private static void aliasedMonitors(Hand hand) {
    AliasMode mode =
        hand.oneOf(
            List.of(AliasMode.EXPLICIT_UNALIAS, AliasMode.DEMONITOR, AliasMode.REPLY_DEMONITOR));
    AliasedMonitor monitor = monitor(hand.partner(), mode);
    if (hand.random.nextBoolean()) {
      send(monitor.alias(), "reply");
      receive("reply"::equals);
    }
    demonitorFlush(monitor.ref());
    unalias(monitor.alias());
  }

  private static void names(Hand hand) {
    String name = hand.name();
    register(name);
    unregister(name);
  }

  private static void namesOfTheDying(Hand hand) {
    String name = hand.name();
    Monitored named = spawnMonitor(() -> register(name));
    hand.awaitDown(named.ref());
    assertThat(hand.node.whereis(name)).isEmpty();
  }

  private static void timersCancelled(Hand hand) {
    TimerRef own = sendAfter(self(), "late", HOUR);
    TimerRef others = startTimer(hand.partner(), "late", HOUR);
    TimerRef named = sendAfter(HUB, "late", HOUR);
    cancelTimer(own);
    cancelTimer(others);
    cancelTimer(named);
  }

  private static void timersRacing(Hand hand) {
    TimerRef timer = sendAfter(self(), "due", Duration.ofNanos(hand.random.nextInt(50_000)));
    if (cancelTimer(timer).isEmpty()) {
      receive("due"::equals);
    }
  }

  private static void timersOfThemselves(Hand hand) {
    Pid pid =
        spawn(
            () -> {
              startTimer(self(), "due", Duration.ofNanos(1));
              cancelTimer(receive(TimerExpired.class).timer());
            });
    hand.awaitEnd(pid);
  }

  private static void endWithEverything(Hand hand) {
    Pid parent = self();
    int key = hand.key();
    boolean crashes = hand.random.nextBoolean();
    Monitored dying =
        spawnMonitor(
            () -> {
              register("dying-" + key);
              hand.estate.keys.register(key, "value");
              hand.estate.topics.register(key % 2, "value");
              link(hand.partner());
              monitor(parent);
              monitor(hand.partner(), AliasMode.REPLY_DEMONITOR);
              alias();
              sendAfter(self(), "late", HOUR);
              startTimer(self(), "soon", Duration.ofNanos(1));
              Processes.put(KEY, "value");
              hand.estate.hub.sendRequest(new Hub.Keep());
              if (crashes) {
                throw new IllegalStateException("soak");
              }
            });
    hand.awaitDown(dying.ref());
    hand.estate.hub.cast(new Hub.AnswerAll());
  }

  private static void killBlocked(Hand hand) throws Exception {
    Blocked how = hand.oneOf(List.of(Blocked.values()));
    Pid parent = self();
    boolean waitForIt = hand.random.nextBoolean();
    Pid pid =
        spawn(
            () -> {
              if (waitForIt) {
                send(parent, "ready");
              }
              how.run();
            });
    if (waitForIt) {
      receive("ready"::equals);
    }
    Ref end = monitor(pid);
    exit(pid, ExitReason.KILL);
    assertThat(hand.awaitDown(end)).isEqualTo(ExitReason.KILLED);
  }
}
