package dev.dream.spring.boot.observation;

import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.MessageKind;
import dev.dream.process.MessageObserver;
import dev.dream.spring.boot.observation.DreamObservationConvention.OfCall;
import dev.dream.spring.boot.observation.DreamObservationConvention.OfCast;
import dev.dream.spring.boot.observation.DreamObservationConvention.OfProcess;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes observations of messages: of each call, if that is wanted; otherwise of one, of a cast, and
 * of what a server handles, if there is an observation already that it is part of.
 */
final class ObservedMessages implements MessageObserver {

  private static final OfCall USUAL_CALL = new OfCall();
  private static final OfCast USUAL_CAST = new OfCast();
  private static final OfProcess USUAL_PROCESS = new OfProcess();

  private final ObservationRegistry registry;
  private final boolean untracedCalls;
  private final @Nullable OfCall calls;
  private final @Nullable OfCast casts;
  private final @Nullable OfProcess processes;

  /**
   * Uses these conventions; for one that is null what the registry has, else the usual one.
   *
   * @param untracedCalls whether a call that is part of no observation is one all the same
   */
  ObservedMessages(
      ObservationRegistry registry,
      boolean untracedCalls,
      @Nullable OfCall calls,
      @Nullable OfCast casts,
      @Nullable OfProcess processes) {
    this.registry = registry;
    this.untracedCalls = untracedCalls;
    this.calls = calls;
    this.casts = casts;
    this.processes = processes;
  }

  @Override
  public boolean wantsSending(MessageKind kind) {
    return kind == MessageKind.CALL && untracedCalls || isPartOfOne();
  }

  @Override
  public boolean wantsHandling() {
    return isPartOfOne();
  }

  private boolean isPartOfOne() {
    return registry.getCurrentObservation() != null;
  }

  @Override
  public @Nullable Observed sending(Subject subject) {
    return started(
        subject.kind() == MessageKind.CALL
            ? Observation.createNotStarted(
                calls, USUAL_CALL, () -> new MessageContext.OfCall(subject), registry)
            : Observation.createNotStarted(
                casts, USUAL_CAST, () -> new MessageContext.OfCast(subject), registry));
  }

  @Override
  public @Nullable Observed handling(Subject subject) {
    return started(
        Observation.createNotStarted(
            processes, USUAL_PROCESS, () -> new MessageContext.OfProcess(subject), registry));
  }

  private static @Nullable Observed started(Observation observation) {
    return observation.isNoop() ? null : new Started(observation.start());
  }

  private record Started(Observation observation) implements Observed {

    @Override
    public Scope open() {
      Observation.Scope scope = observation.openScope();
      return scope::close;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      if (failure != null) {
        observation.error(failure);
      }
      observation.stop();
    }
  }
}
