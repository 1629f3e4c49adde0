package dev.dream.spring.boot.observation;

import dev.dream.process.MessageObserver.Subject;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.HighCardinality;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.LowCardinality;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import java.util.Locale;

/**
 * How an observation of a message is called, and what keys it has. To change that, extend one of
 * the three and make it a bean.
 *
 * @param <T> which kind
 */
public abstract sealed class DreamObservationConvention<T extends MessageContext>
    implements ObservationConvention<T> {

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
    String module = subject.module();
    return KeyValues.of(
        LowCardinality.MODULE.withValue(module == null ? "none" : module),
        LowCardinality.KIND.withValue(subject.kind().name().toLowerCase(Locale.ROOT)),
        LowCardinality.MESSAGE.withValue(subject.type()),
        LowCardinality.OUTCOME.withValue(context.outcome()));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(T context) {
    return KeyValues.of(HighCardinality.SERVER.withValue(context.subject().server().toString()));
  }
}
