package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Alarm;
import dev.dream.process.DeadLetter;
import dev.dream.process.ModuleLoad;
import dev.dream.process.Tally;
import dev.dream.process.Tally.ExitKind;
import dev.dream.process.Tally.Kind;
import dev.dream.process.Tally.ModuleKind;
import dev.dream.process.Tally.RestartKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * An engine's meters. None is tagged by pid: there are as many as there are kinds of processes, of
 * exits and of named supervisors. One that is new appears when the first of its kind does.
 */
public final class DreamMetrics implements MeterBinder {

  private static final ModuleLoad NONE = new ModuleLoad(0, 0, 0);

  private final Dream dream;
  private final ModuleLoads loads;

  /** Creates it for an engine. */
  public DreamMetrics(Dream dream) {
    this.dream = dream;
    this.loads = new ModuleLoads(dream.node());
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "dream.spawned", "Processes started", Tally::spawned);
    counter(registry, "dream.late.replies", "Replies nobody waited for", Tally::lateReplies);
    counter(registry, "dream.lost.timers", "Timers that found nobody", Tally::lostTimers);
    counter(registry, "dream.refused", "Messages that found a full mailbox", Tally::refused);
    for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
      FunctionCounter.builder("dream.dead.letters", dream, all -> all.deadLetters().count(reason))
          .description("Messages that reached nobody")
          .tag("reason", Words.of(reason))
          .register(registry);
    }
    Gauge.builder("dream.fenced.threads", dream.tally(), Tally::fencedThreads)
        .description("Threads that still run the code of a killed process")
        .register(registry);
    for (Alarm.Kind kind : Alarm.Kind.values()) {
      bindAlarms(registry, kind);
    }
    dream.tally().whenNew(kind -> bind(registry, kind));
  }

  private void bindAlarms(MeterRegistry registry, Alarm.Kind kind) {
    Gauge.builder("dream.alarms", dream, engine -> count(engine, kind))
        .description("Alarms that are set")
        .tag("kind", Words.of(kind))
        .register(registry);
    FunctionCounter.builder("dream.alarms.raised", dream.tally(), tally -> tally.alarms(kind))
        .description("Alarms that were set")
        .tag("kind", Words.of(kind))
        .register(registry);
  }

  private static long count(Dream engine, Alarm.Kind kind) {
    return engine.alarms().stream().filter(alarm -> alarm.kind() == kind).count();
  }

  private void bind(MeterRegistry registry, Kind kind) {
    switch (kind) {
      case ModuleKind(String module) -> bindModule(registry, module);
      case ExitKind exit ->
          FunctionCounter.builder("dream.exits", dream.tally(), tally -> tally.exits(exit))
              .description("Processes ended")
              .tags("module", exit.module(), "reason", exit.reason())
              .register(registry);
      case RestartKind restart ->
          FunctionCounter.builder("dream.restarts", dream.tally(), tally -> tally.restarts(restart))
              .description("Children restarted")
              .tags("supervisor", restart.supervisor())
              .register(registry);
    }
  }

  private void bindModule(MeterRegistry registry, String module) {
    gauge("dream.processes", module, ModuleLoad::processes)
        .description("Processes alive")
        .register(registry);
    gauge("dream.mailbox.size", module, ModuleLoad::longest)
        .description("Messages waiting")
        .tag("statistic", "max")
        .register(registry);
    gauge("dream.mailbox.size", module, ModuleLoad::waiting)
        .description("Messages waiting")
        .tag("statistic", "sum")
        .register(registry);
  }

  private Gauge.Builder<ModuleLoads> gauge(
      String name, String module, ToDoubleFunction<ModuleLoad> value) {
    return Gauge.builder(
            name, loads, all -> value.applyAsDouble(all.now().getOrDefault(module, NONE)))
        .tag("module", module);
  }

  private void counter(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Tally> value) {
    FunctionCounter.builder(name, dream.tally(), value).description(description).register(registry);
  }
}
