package dev.dream.soak;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server that answers at once, later, never, or dies; its state are those who wait. */
final class Hub implements GenServer<List<From>, Hub.Ask, Hub.Tell> {

  sealed interface Ask extends Call<Hub, Integer> {}

  /** Is answered at once. */
  record Echo(int number) implements Ask {}

  /** Is answered when all are. */
  record Keep() implements Ask {}

  /** Ends the server, with an answer. */
  record Leave() implements Ask {}

  sealed interface Tell extends Cast<Hub> {}

  /** Answers those who wait, or have given up. */
  record AnswerAll() implements Tell {}

  /** Does nothing. */
  record Nothing() implements Tell {}

  /** Starts a timeout that never passes. */
  record Idle() implements Tell {}

  /** Throws. */
  record Crash() implements Tell {}

  /** Blocks for ever. */
  record Block(CountDownLatch begun, Blocked how) implements Tell {}

  @Override
  public InitResult<List<From>> init() {
    return ok(new ArrayList<>());
  }

  @Override
  public CallResult<List<From>> handleCall(Ask request, From from, List<From> waiting) {
    return switch (request) {
      case Echo(int number) -> reply(request, number, waiting);
      case Keep() -> {
        waiting.add(from);
        yield noReply(waiting);
      }
      case Leave() -> reply(request, 0, waiting).thenStop(ExitReason.NORMAL);
    };
  }

  @Override
  public CastResult<List<From>> handleCast(Tell event, List<From> waiting) throws Exception {
    switch (event) {
      case AnswerAll() -> {
        waiting.forEach(from -> from.reply(new Keep(), 1));
        waiting.clear();
      }
      case Crash() -> throw new IllegalStateException("soak");
      case Block(CountDownLatch begun, Blocked how) -> {
        begun.countDown();
        how.run();
      }
      case Idle() -> {
        return noReply(waiting).timeoutAfter(Duration.ofHours(1));
      }
      case Nothing() -> {}
    }
    return noReply(waiting);
  }
}
