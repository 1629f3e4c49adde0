package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Who wants the name of one who dies gets it and keeps it, or does not get it. */
@JCStressTest
@State
@Outcome(id = "taken, free", expect = ACCEPTABLE, desc = "the holder still lived")
@Outcome(id = "given, held", expect = ACCEPTABLE, desc = "it had ended")
@Outcome(expect = FORBIDDEN, desc = "given and lost again, or kept by the dead")
public class RegisterAgainstHoldersExit {

  private final Stub holder = new Stub();
  private final Stub heir = new Stub();
  private final String name = holder.pid.toString();
  private boolean taken;

  public RegisterAgainstHoldersExit() {
    Stub.NODE.register(name, holder.pid);
  }

  @Actor
  public void register() {
    Jitter.spin();
    try {
      Stub.NODE.register(name, heir.pid);
    } catch (NameTakenException held) {
      taken = true;
    }
  }

  @Actor
  public void end() {
    Jitter.spin();
    holder.die();
  }

  @Arbiter
  public void look(L_Result result) {
    boolean entered = Stub.NODE.registered().contains(name);
    boolean found = Stub.NODE.whereis(name).filter(heir.pid::equals).isPresent();
    result.r1 = (taken ? "taken, " : "given, ") + (found ? "held" : entered ? "kept" : "free");
    heir.die();
  }
}
