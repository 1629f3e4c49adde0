package dev.dream.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Mute;
import dev.dream.model.ModelProcess.Watched;
import dev.dream.model.RandomRuns.Failure;
import dev.dream.process.ExitReason;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model with one wrong rule differs from the engine, soon, and in a few steps. */
class WrongRulesTest {

  private static final int RUNS = 300;
  private static final int FEW = 6;

  @RegisterExtension final Mute mute = new Mute();

  static Stream<Supplier<SignalRules>> wrongSignalRules() {
    return Stream.of(
        NormalHarms::new,
        NormalNeverHarms::new,
        KillIsTrapped::new,
        KilledIsNotTrapped::new,
        LinkIsOneWay::new,
        LinkToTheDeadSaysNothing::new,
        UnlinkIsForgotten::new,
        MonitorsOncePerProcess::new,
        DownStaysAfterFlush::new,
        NameOutlivesItsProcess::new,
        OneProcessManyNames::new);
  }

  @ParameterizedTest
  @MethodSource("wrongSignalRules")
  void ofSignalsAreFound(Supplier<SignalRules> wrong) throws Exception {
    assertFound(processes(wrong).findFailure(1, RUNS));
  }

  static Stream<Supplier<RestartRules>> wrongRestartRules() {
    return Stream.of(
        TransientAfterShutdown::new,
        RestIsAll::new,
        LimitIsOneLess::new,
        StopInStartOrder::new,
        TemporaryIsKept::new,
        AnySignificantIsAll::new);
  }

  @ParameterizedTest
  @MethodSource("wrongRestartRules")
  void ofRestartsAreFound(Supplier<RestartRules> wrong) throws Exception {
    var replay =
        new Replay<TreeOperation>(() -> new SupervisionModel(wrong.get()), SupervisionEngine::new);
    assertFound(new RandomRuns<>(getClass(), RandomTrees::of, replay::play).findFailure(1, RUNS));
  }

  @Test
  void areReportedWithTheSeedAndEachStep() throws Exception {
    var runs = processes(NormalHarms::new);
    Failure<ProcessOperation> failure = runs.findFailure(1, RUNS).orElseThrow();
    int steps = failure.smallest().steps().size();
    assertThat(runs.report(failure))
        .contains("run " + failure.seed() + " shows the engine different from the model")
        .contains("shrunk from %d operations to %d:".formatted(failure.size(), steps))
        .contains("   1. Spawn[actor=main, name=p", "   2. ")
        .contains("ended: the model says {p", "the engine says {")
        .contains(
            "-Dtest=WrongRulesTest -Ddream.model.seed=%d -Ddream.model.runs=1"
                .formatted(failure.seed()));
  }

  @Test
  void areFoundAgainByTheSeed() throws Exception {
    var runs = processes(KillIsTrapped::new);
    Failure<ProcessOperation> failure = runs.findFailure(1, RUNS).orElseThrow();
    Failure<ProcessOperation> again = runs.findFailure(failure.seed(), 1).orElseThrow();
    assertThat(runs.report(again)).isEqualTo(runs.report(failure));
  }

  private RandomRuns<ProcessOperation> processes(Supplier<SignalRules> rules) {
    var replay =
        new Replay<ProcessOperation>(() -> new ProcessModel(rules.get()), ProcessEngine::new);
    return new RandomRuns<>(getClass(), RandomProcesses::of, replay::play);
  }

  private static void assertFound(Optional<? extends Failure<?>> failure) {
    assertThat(failure).isPresent();
    assertThat(failure.get().smallest().steps())
        .as(failure.get().smallest().toString())
        .hasSizeLessThanOrEqualTo(FEW);
  }

  // --- wrong rules of signals

  private static final class NormalHarms extends SignalRules {
    @Override
    void exitSignal(ModelProcess to, String from, ExitReason reason) {
      if (reason == ExitReason.NORMAL && !to.traps) {
        end(to, reason);
      } else {
        super.exitSignal(to, from, reason);
      }
    }
  }

  private static final class NormalNeverHarms extends SignalRules {
    @Override
    void exitSignal(ModelProcess to, String from, ExitReason reason) {
      if (reason != ExitReason.NORMAL || to.traps) {
        super.exitSignal(to, from, reason);
      }
    }
  }

  private static final class KillIsTrapped extends SignalRules {
    @Override
    void exit(ModelProcess to, ModelProcess from, ExitReason reason) {
      exitSignal(to, from.name, reason);
    }
  }

  private static final class KilledIsNotTrapped extends SignalRules {
    @Override
    void exitSignal(ModelProcess to, String from, ExitReason reason) {
      if (reason == ExitReason.KILLED) {
        end(to, reason);
      } else {
        super.exitSignal(to, from, reason);
      }
    }
  }

  private static final class LinkIsOneWay extends SignalRules {
    @Override
    void link(ModelProcess one, ModelProcess other) {
      super.link(one, other);
      other.links.remove(one.name);
    }
  }

  private static final class LinkToTheDeadSaysNothing extends SignalRules {
    @Override
    void link(ModelProcess one, ModelProcess other) {
      if (other.isAlive()) {
        super.link(one, other);
      }
    }
  }

  private static final class UnlinkIsForgotten extends SignalRules {
    @Override
    void unlink(ModelProcess one, ModelProcess other) {}
  }

  private static final class MonitorsOncePerProcess extends SignalRules {
    @Override
    void monitor(ModelProcess watcher, String ref, Watched watched) {
      if (!watcher.monitors.containsValue(watched)) {
        super.monitor(watcher, ref, watched);
      }
    }
  }

  private static final class DownStaysAfterFlush extends SignalRules {
    @Override
    boolean demonitor(ModelProcess watcher, String ref, boolean flush) {
      return super.demonitor(watcher, ref, false);
    }
  }

  private static final class NameOutlivesItsProcess extends SignalRules {
    @Override
    void end(ModelProcess process, ExitReason reason) {
      var before = List.copyOf(names.entrySet());
      super.end(process, reason);
      before.forEach(entry -> names.putIfAbsent(entry.getKey(), entry.getValue()));
    }
  }

  private static final class OneProcessManyNames extends SignalRules {
    @Override
    void register(String name, ModelProcess process) {
      if (process.isAlive() && !names.containsKey(name)) {
        names.put(name, process);
      } else {
        super.register(name, process);
      }
    }
  }

  // --- wrong rules of restarts

  private static final class TransientAfterShutdown extends RestartRules {
    @Override
    boolean isAbnormal(ExitReason reason) {
      return reason != ExitReason.NORMAL;
    }
  }

  private static final class RestIsAll extends RestartRules {
    @Override
    <C> List<C> group(Strategy strategy, List<C> inStartOrder, C failed) {
      return super.group(
          strategy == Strategy.REST_FOR_ONE ? Strategy.ONE_FOR_ALL : strategy,
          inStartOrder,
          failed);
    }
  }

  private static final class LimitIsOneLess extends RestartRules {
    @Override
    boolean isTooMany(int restarts, int maxRestarts) {
      return restarts >= maxRestarts;
    }
  }

  private static final class StopInStartOrder extends RestartRules {
    @Override
    <C> List<C> stopOrder(List<C> inStartOrder) {
      return inStartOrder;
    }
  }

  private static final class AnySignificantIsAll extends RestartRules {
    @Override
    boolean isOver(AutoShutdown autoShutdown, boolean isAnySignificantLeft) {
      return autoShutdown != AutoShutdown.NEVER && !isAnySignificantLeft;
    }
  }

  private static final class TemporaryIsKept extends RestartRules {
    @Override
    boolean isForgotten(Restart restart) {
      return false;
    }
  }
}
