package dev.dream.spring.boot.actuate;

import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.ALARMS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.ALARMS_RAISED;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.CALLS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.DEADLETTERS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.EXITS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.FENCED_THREADS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.INTENSITY_EXCEEDED;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.LATE_REPLIES;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.LOST_TIMERS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.MAILBOX_SIZE;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.MESSAGES;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.PROCESSES;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.PROCESSES_SPAWNED;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.REFUSED;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.RESTARTS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.SCHEDULER_BUSY;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.SCHEDULER_PARALLELISM;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.SCHEDULER_QUEUE;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.SCHEDULER_WORKERS;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.TIMERS;

import dev.dream.Dream;
import dev.dream.process.Alarm;
import dev.dream.process.DeadLetter;
import dev.dream.process.ModuleLoad;
import dev.dream.process.SchedulerLoad;
import dev.dream.process.Tally;
import dev.dream.process.Tally.CallOutcome;
import dev.dream.process.Tally.ExitKind;
import dev.dream.process.Tally.GiveUpKind;
import dev.dream.process.Tally.Kind;
import dev.dream.process.Tally.ModuleKind;
import dev.dream.process.Tally.RestartKind;
import dev.dream.spring.boot.actuate.DreamMeterDocumentation.Key;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * An engine's meters, which {@link DreamMeterDocumentation} lists. None is tagged by pid: there are
 * as many as there are kinds of processes, of exits and of named supervisors. One that is new
 * appears when the first of its kind does.
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
    Tally tally = dream.tally();
    count(registry, PROCESSES_SPAWNED, Tags.empty(), tally, Tally::spawned);
    count(registry, LATE_REPLIES, Tags.empty(), tally, Tally::lateReplies);
    count(registry, LOST_TIMERS, Tags.empty(), tally, Tally::lostTimers);
    count(registry, REFUSED, Tags.empty(), tally, Tally::refused);
    count(registry, MESSAGES, Tags.empty(), dream, engine -> engine.node().messagesTaken());
    for (CallOutcome outcome : CallOutcome.values()) {
      Tags tags = tags(Key.OUTCOME, Words.of(outcome));
      count(registry, CALLS, tags, tally, counts -> counts.calls(outcome));
    }
    for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
      Tags tags = tags(Key.REASON, Words.of(reason));
      count(registry, DEADLETTERS, tags, dream, all -> all.deadLetters().count(reason));
    }
    gauge(registry, FENCED_THREADS, Tags.empty(), tally, Tally::fencedThreads);
    for (Alarm.Kind kind : Alarm.Kind.values()) {
      Tags tags = tags(Key.KIND, Words.of(kind));
      gauge(registry, ALARMS, tags, dream, engine -> alarms(engine, kind));
      count(registry, ALARMS_RAISED, tags, tally, counts -> counts.alarms(kind));
    }
    bindRuntime(registry);
    tally.whenNew(kind -> bind(registry, kind));
    tally.addSampling(new SampledMessages(registry)::sampled);
  }

  private void bindRuntime(MeterRegistry registry) {
    Tags none = Tags.empty();
    gauge(registry, TIMERS, none, dream, engine -> engine.node().runningTimers());
    gauge(registry, SCHEDULER_PARALLELISM, none, dream, engine -> load(engine).parallelism());
    gauge(registry, SCHEDULER_BUSY, none, dream, engine -> load(engine).busy());
    gauge(registry, SCHEDULER_QUEUE, none, dream, engine -> load(engine).queued());
    gauge(registry, SCHEDULER_WORKERS, none, dream, engine -> load(engine).workers());
  }

  private static SchedulerLoad load(Dream engine) {
    return engine.node().schedulerLoad();
  }

  private static long alarms(Dream engine, Alarm.Kind kind) {
    return engine.alarms().stream().filter(alarm -> alarm.kind() == kind).count();
  }

  private void bind(MeterRegistry registry, Kind kind) {
    Tally tally = dream.tally();
    switch (kind) {
      case ModuleKind(String module) -> bindModule(registry, module);
      case ExitKind exit -> {
        Tags tags = tags(Key.MODULE, exit.module()).and(Key.REASON.asString(), exit.reason());
        count(registry, EXITS, tags, tally, counts -> counts.exits(exit));
      }
      case RestartKind restart -> {
        Tags tags = tags(Key.SUPERVISOR, restart.supervisor());
        count(registry, RESTARTS, tags, tally, counts -> counts.restarts(restart));
      }
      case GiveUpKind giveUp -> {
        Tags tags = tags(Key.SUPERVISOR, giveUp.supervisor());
        count(registry, INTENSITY_EXCEEDED, tags, tally, counts -> counts.giveUps(giveUp));
      }
    }
  }

  private void bindModule(MeterRegistry registry, String module) {
    Tags tags = tags(Key.MODULE, module);
    Tags max = tags.and(Key.STATISTIC.asString(), "max");
    Tags sum = tags.and(Key.STATISTIC.asString(), "sum");
    gauge(registry, PROCESSES, tags, loads, all -> of(all, module).processes());
    gauge(registry, MAILBOX_SIZE, max, loads, all -> of(all, module).longest());
    gauge(registry, MAILBOX_SIZE, sum, loads, all -> of(all, module).waiting());
  }

  private static ModuleLoad of(ModuleLoads loads, String module) {
    return loads.now().getOrDefault(module, NONE);
  }

  private static Tags tags(Key key, String value) {
    return Tags.of(key.asString(), value);
  }

  private static <T> void count(
      MeterRegistry registry,
      DreamMeterDocumentation meter,
      Tags tags,
      T source,
      ToDoubleFunction<T> value) {
    FunctionCounter.builder(meter.getName(), source, value)
        .description(meter.description())
        .tags(tags)
        .register(registry);
  }

  private static <T> void gauge(
      MeterRegistry registry,
      DreamMeterDocumentation meter,
      Tags tags,
      T source,
      ToDoubleFunction<T> value) {
    Gauge.builder(meter.getName(), source, value)
        .description(meter.description())
        .tags(tags)
        .register(registry);
  }
}
