package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Workload;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A server calls another, once in each of its callbacks. An operation is such a callback, the
 * latency that of the call. An actor, which cannot wait, takes the answer as a message.
 */
public final class CallFromProcess implements Workload {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Creates it. */
  public CallFromProcess() {}

  @Override
  public String name() {
    return "call-process";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, calls -> onDream(engines.node(), calls))
        .add(Contender.DREAM_BODY, calls -> onBody(engines.node(), calls))
        .addPekko(CallFromProcess::onPekko)
        .withBeam();
  }

  private static Measured onDream(Node node, int calls) throws InterruptedException {
    Finish finish = new Finish(1);
    long[] nanos = new long[calls];
    ServerRef<Counter> server = ServerRef.start(node, Counter::new, StartOptions.DEFAULT);
    ServerRef<Caller> caller =
        ServerRef.start(node, () -> new Caller(server, nanos, finish), StartOptions.DEFAULT);
    long begun = System.nanoTime();
    caller.cast(Caller.AGAIN);
    finish.await();
    long ended = System.nanoTime();
    caller.stop();
    server.stop();
    return Measured.perOperation(ended - begun, calls).andLatencies(nanos);
  }

  private static final class Caller
      implements GenServer<Integer, Call<Caller, Integer>, Caller.Again> {

    private static final Again AGAIN = new Again();

    private final ServerRef<Counter> server;
    private final long[] nanos;
    private final Finish finish;

    Caller(ServerRef<Counter> server, long[] nanos, Finish finish) {
      this.server = server;
      this.nanos = nanos;
      this.finish = finish;
    }

    private record Again() implements Cast<Caller> {}

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    @Override
    public CastResult<Integer> handleCast(Again again, Integer done) {
      long before = System.nanoTime();
      server.call(Counter.GET);
      nanos[done] = System.nanoTime() - before;
      if (done + 1 == nanos.length) {
        finish.done();
      } else {
        ServerRef.<Caller>of(Node.current(), Processes.self()).cast(AGAIN);
      }
      return noReply(done + 1);
    }
  }

  private static Measured onBody(Node node, int calls) throws InterruptedException {
    Finish finish = new Finish(1);
    long[] nanos = new long[calls];
    ServerRef<Counter> server = ServerRef.start(node, Counter::new, StartOptions.DEFAULT);
    long begun = System.nanoTime();
    node.spawn(
        () -> {
          for (int i = 0; i < calls; i++) {
            long before = System.nanoTime();
            server.call(Counter.GET);
            nanos[i] = System.nanoTime() - before;
          }
          finish.done();
        },
        SpawnOptions.NONE);
    finish.await();
    long ended = System.nanoTime();
    server.stop();
    return Measured.perOperation(ended - begun, calls).andLatencies(nanos);
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int calls)
      throws Exception {
    Finish finish = new Finish(1);
    long[] nanos = new long[calls];
    ActorRef<PekkoCounter.Command> server = Pekko.spawn(system, PekkoCounter.BEHAVIOR);
    long begun = System.nanoTime();
    Pekko.spawn(system, pekkoCaller(server, nanos, finish));
    finish.await();
    long ended = System.nanoTime();
    server.tell(PekkoCounter.Told.STOP);
    return Measured.perOperation(ended - begun, calls).andLatencies(nanos);
  }

  private static Behavior<Integer> pekkoCaller(
      ActorRef<PekkoCounter.Command> server, long[] nanos, Finish finish) {
    return Behaviors.setup(
        context -> {
          Runnable ask =
              () ->
                  context.ask(
                      Integer.class, server, LIMIT, PekkoCounter.Get::new, CallFromProcess::answer);
          int[] done = {0};
          long[] before = {System.nanoTime()};
          ask.run();
          return Behaviors.receiveMessage(
              _ -> {
                nanos[done[0]++] = System.nanoTime() - before[0];
                if (done[0] == nanos.length) {
                  finish.done();
                  return Behaviors.stopped();
                }
                before[0] = System.nanoTime();
                ask.run();
                return Behaviors.same();
              });
        });
  }

  private static Integer answer(Integer answer, Throwable failure) {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return answer;
  }
}
