package dev.dream.genserver;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.NodeOptions;
import dev.dream.process.Pid;
import dev.dream.runtime.Jitter;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A call to a server that dies has one outcome, at once. */
@JCStressTest
@State
@Outcome(id = "42", expect = ACCEPTABLE, desc = "answered")
@Outcome(id = "shutdown", expect = ACCEPTABLE, desc = "ended while it was asked")
@Outcome(id = "noproc", expect = ACCEPTABLE, desc = "ended before")
@Outcome(expect = FORBIDDEN, desc = "overslept")
public class ServerCallAgainstExit {

  private static final Node NODE = new Node(NodeOptions.of("call", 2));

  private final ServerRef<Answering> server =
      ServerRef.start(NODE, Answering::new, StartOptions.DEFAULT);

  @Actor
  public void call(L_Result result) {
    Jitter.spin();
    try {
      result.r1 = server.call(new Ask(), Duration.ofSeconds(10)).toString();
    } catch (CallException failed) {
      result.r1 = failed.reason().toString();
    }
  }

  @Actor
  public void end() {
    Jitter.spin();
    NODE.exit((Pid) server.address(), ExitReason.SHUTDOWN);
  }

  @Arbiter
  public void look(L_Result result) {
    if (server.pid().isPresent()) {
      result.r1 = "alive";
    }
  }

  private record Ask() implements Call<Answering, Integer> {}

  private static final class Answering implements GenServer<Boolean, Ask, Cast<Answering>> {

    @Override
    public InitResult<Boolean> init() {
      return ok(true);
    }

    @Override
    public CallResult<Boolean> handleCall(Ask ask, From from, Boolean state) {
      return reply(ask, 42, state);
    }
  }
}
