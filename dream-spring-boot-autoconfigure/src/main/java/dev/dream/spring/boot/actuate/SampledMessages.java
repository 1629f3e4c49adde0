package dev.dream.spring.boot.actuate;

import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.MAILBOX_TIME;
import static dev.dream.spring.boot.actuate.DreamMeterDocumentation.MESSAGE_DURATION;

import dev.dream.process.MessageKind;
import dev.dream.spring.boot.actuate.DreamMeterDocumentation.Key;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The timers of those messages that the engine takes the time of. As many modules have their own as
 * an engine counts apart; {@code timers} is filled by the threads of processes.
 */
final class SampledMessages {

  private static final int MOST_MODULES = 1_000;
  private static final String OTHERS = "(others)";

  private final MeterRegistry registry;
  private final Map<String, ModuleTimers> timers = new ConcurrentHashMap<>();

  SampledMessages(MeterRegistry registry) {
    this.registry = registry;
  }

  private record ModuleTimers(Timer waited, Timer calls, Timer casts, Timer infos) {

    Timer took(MessageKind kind) {
      return switch (kind) {
        case CALL -> calls;
        case CAST -> casts;
        case INFO -> infos;
      };
    }
  }

  void sampled(String module, MessageKind kind, long waitedNanos, long tookNanos) {
    ModuleTimers known = timers.get(module);
    if (known == null) {
      String shown = timers.size() < MOST_MODULES ? module : OTHERS;
      known = timers.computeIfAbsent(shown, this::made);
    }
    known.waited().record(waitedNanos, TimeUnit.NANOSECONDS);
    known.took(kind).record(tookNanos, TimeUnit.NANOSECONDS);
  }

  private ModuleTimers made(String module) {
    return new ModuleTimers(
        timer(MAILBOX_TIME, module).register(registry),
        took(module, MessageKind.CALL),
        took(module, MessageKind.CAST),
        took(module, MessageKind.INFO));
  }

  private Timer took(String module, MessageKind kind) {
    return timer(MESSAGE_DURATION, module)
        .tag(Key.KIND.asString(), Words.of(kind))
        .register(registry);
  }

  private static Timer.Builder timer(DreamMeterDocumentation meter, String module) {
    return Timer.builder(meter.getName())
        .description(meter.description())
        .tag(Key.MODULE.asString(), module);
  }
}
