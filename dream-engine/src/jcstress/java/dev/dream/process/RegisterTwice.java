package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Of two who want one name, which a third has just left, one gets it. */
@JCStressTest
@State
@Outcome(
    id = {"true, false, one", "false, true, one"},
    expect = ACCEPTABLE,
    desc = "one did")
@Outcome(expect = FORBIDDEN, desc = "two holders, or none")
public class RegisterTwice {

  private final Stub holder = new Stub();
  private final Stub first = new Stub();
  private final Stub second = new Stub();
  private final String name = holder.pid.toString();

  public RegisterTwice() {
    Stub.NODE.register(name, holder.pid);
    // Dead, with the entry still there: the moment in which both come.
    synchronized (holder) {
      holder.status = LocalProcess.DEAD;
    }
  }

  @Actor
  public void one(ZZL_Result result) {
    Jitter.spin();
    result.r1 = registered(first);
  }

  @Actor
  public void other(ZZL_Result result) {
    Jitter.spin();
    result.r2 = registered(second);
  }

  @Arbiter
  public void look(ZZL_Result result) {
    Pid found = Stub.NODE.whereis(name).orElse(null);
    boolean one = (first.pid.equals(found) ? first : second).name != null;
    boolean none = (first.pid.equals(found) ? second : first).name == null;
    result.r3 = found != null && one && none ? "one" : "not one";
    first.die();
    second.die();
  }

  private boolean registered(Stub process) {
    try {
      Stub.NODE.register(name, process.pid);
      return true;
    } catch (NameTakenException held) {
      return false;
    }
  }
}
