package dev.dream.spring.boot.observation;

import dev.dream.process.MessageKind;
import dev.dream.process.MessageObserver.Subject;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.HighCardinality;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.LowCardinality;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How an observation of a message is called, and what keys it has. To change that, extend one of
 * the three and make it a bean. Any thread; {@code known} keeps the few sets of keys that there
 * are, since to sort them each time, at the start and at the end, was a fifth of what an observed
 * call took.
 *
 * @param <T> which kind
 */
public abstract sealed class DreamObservationConvention<T extends MessageContext>
    implements ObservationConvention<T> {

  /** Far more than there are; keys that come from names which are made at random are not kept. */
  private static final int MOST_KNOWN = 1_000;

  private final Map<Keys, KeyValues> known = new ConcurrentHashMap<>();
  private final Class<T> type;
  private final String name;
  private final String verb;

  private DreamObservationConvention(Class<T> type, String name, String verb) {
    this.type = type;
    this.name = name;
    this.verb = verb;
  }

  /** How calls are observed. */
  public static non-sealed class OfCall extends DreamObservationConvention<MessageContext.OfCall> {

    /** Creates the usual one. */
    public OfCall() {
      super(MessageContext.OfCall.class, "dream.call", "call");
    }
  }

  /** How casts are observed. */
  public static non-sealed class OfCast extends DreamObservationConvention<MessageContext.OfCast> {

    /** Creates the usual one. */
    public OfCast() {
      super(MessageContext.OfCast.class, "dream.cast", "cast");
    }
  }

  /** How the handling of messages is observed. */
  public static non-sealed class OfProcess
      extends DreamObservationConvention<MessageContext.OfProcess> {

    /** Creates the usual one. */
    public OfProcess() {
      super(MessageContext.OfProcess.class, "dream.process", "handle");
    }
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return type.isInstance(context);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getContextualName(T context) {
    return verb + " " + context.subject().type();
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(T context) {
    Subject subject = context.subject();
    Keys keys = new Keys(subject.module(), subject.kind(), subject.type(), context.outcome());
    KeyValues values = known.get(keys);
    if (values == null) {
      values = keys.values();
      if (known.size() < MOST_KNOWN) {
        known.put(keys, values);
      }
    }
    return values;
  }

  private record Keys(@Nullable String module, MessageKind kind, String message, String outcome) {

    KeyValues values() {
      return KeyValues.of(
          LowCardinality.MODULE.withValue(module == null ? "none" : module),
          LowCardinality.KIND.withValue(kind.name().toLowerCase(Locale.ROOT)),
          LowCardinality.MESSAGE.withValue(message),
          LowCardinality.OUTCOME.withValue(outcome));
    }
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(T context) {
    return KeyValues.of(HighCardinality.SERVER.withValue(context.subject().server().toString()));
  }
}
