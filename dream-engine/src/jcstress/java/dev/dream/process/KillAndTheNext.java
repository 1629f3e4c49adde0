package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Patience;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The process that runs after a killed one is not interrupted. */
@JCStressTest
@State
@Outcome(id = "clean", expect = ACCEPTABLE, desc = "not interrupted")
@Outcome(expect = FORBIDDEN, desc = "interrupted in the dead one's stead")
public class KillAndTheNext {

  private static final Node NODE = new Node(NodeOptions.of("next", 1));
  private static final Pid NEXT =
      NODE.spawn(new Doing(message -> ((KillAndTheNext) message).see()), SpawnOptions.NONE);

  private final Pid victim = NODE.spawn(new Doing(_ -> {}), SpawnOptions.NONE);
  private volatile String seen;

  @Actor
  public void run() {
    NODE.send(victim, "hello");
    NODE.send(NEXT, this);
  }

  @Actor
  public void kill() {
    NODE.exit(victim, ExitReason.SHUTDOWN);
  }

  @Arbiter
  public void look(L_Result result) {
    Patience.until(() -> seen != null);
    result.r1 = seen;
  }

  private void see() {
    boolean interrupted = false;
    for (int i = 0; i < 50; i++) {
      interrupted |= Thread.currentThread().isInterrupted();
      Thread.onSpinWait();
    }
    seen = interrupted ? "interrupted" : "clean";
  }
}
