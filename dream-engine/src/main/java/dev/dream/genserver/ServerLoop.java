package dev.dream.genserver;

import dev.dream.process.EngineMessage;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Parcel;
import dev.dream.process.Processes;
import dev.dream.process.Status;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one kind of server: turns what clients send into callbacks, and results into what
 * comes next. Starting, names, the parent's end and stopping are the same for all kinds and not its
 * business. For those who write a new kind of server; one object is one process, which alone uses
 * it.
 */
public abstract class ServerLoop {

  /** A message that a loop sends to itself; best a private record. */
  public interface Own extends EngineMessage, Parcel {}

  /** For subclasses. */
  protected ServerLoop() {}

  /**
   * Runs {@code init}; the starter waits. To refuse, throw {@link ExitException}.
   *
   * @return false if {@code init} answered ignore
   */
  protected abstract boolean init() throws Exception;

  /** Does what {@code init} asked for, after the starter was told and before any message. */
  protected abstract void begin() throws Exception;

  /** Takes a request. */
  protected abstract void called(Call<?, ?> request, From from) throws Exception;

  /** Takes an event that nobody waits for. */
  protected abstract void casted(Cast<?> event) throws Exception;

  /** Takes any other message. */
  protected abstract void info(Object message) throws Exception;

  /** Returns the state, for {@code Sys}. */
  protected abstract @Nullable Object state();

  /** Takes another state, from {@code Sys}. */
  protected abstract void replaceState(@Nullable Object state);

  /**
   * Returns what is not done yet of the message that it took last; see {@code Callbacks.inHand}.
   */
  protected @Nullable Object inHand(Object taken) {
    return taken;
  }

  /** Returns the messages that it has taken and put off. */
  protected Collection<?> held() {
    return List.of();
  }

  /** Hands {@link Status} to the callback that may hide secrets. */
  protected abstract Status formatStatus(Status status);

  /** Runs the callback that cleans up; what it throws becomes the reason of the end. */
  protected abstract void terminate(ExitReason reason) throws Exception;

  /**
   * Cleans up and ends the process.
   *
   * @return never; declared so that {@code throw stop(…)} tells the compiler
   */
  protected final ExitException stop(ExitReason reason) throws Exception {
    Processes.self(); // a killed server does not terminate: this throws
    terminate(reason);
    throw new ExitException(reason);
  }

  /** Returns a request as it came out of the mailbox. */
  protected static Parcel parcel(Call<?, ?> request, From from) {
    return new Envelope.Called(request, from);
  }

  /** Returns an event as it came out of the mailbox. */
  protected static Parcel parcel(Cast<?> event) {
    return new Envelope.Casted(event);
  }

  /** Runs a callback; if it throws or returns null, the server stops. */
  protected final <T> T guarded(Callback<T> callback) throws Exception {
    try {
      return returned(callback.run(), "callback");
    } catch (ExitException exit) {
      throw stop(exit.reason());
    } catch (Throwable thrown) {
      throw stop(ExitReason.error(thrown));
    }
  }

  /** Gives a caller its answer, whose type was checked where the reply was made. */
  protected final void answer(From from, @Nullable Object answer) throws Exception {
    guarded(
        () -> {
          from.answer(answer);
          return true;
        });
  }

  /** Returns what a callback returned, which must not be null. Erlang: bad_return_value. */
  protected static <T> T returned(@Nullable T result, String callback) {
    if (result == null) {
      throw new ExitException(ExitReason.error("bad_return_value: " + callback + " returned null"));
    }
    return result;
  }

  /** A callback that may throw. */
  @FunctionalInterface
  protected interface Callback<T> {

    /** Runs it. */
    @Nullable T run() throws Exception;
  }
}
