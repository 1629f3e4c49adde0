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

/** Who has heard of a process's end can take its name. */
@JCStressTest
@State
@Outcome(id = "given", expect = ACCEPTABLE, desc = "free")
@Outcome(expect = FORBIDDEN, desc = "not free yet")
public class NameIsFreeAtDown {

  private final Stub holder = new Stub();
  private final Stub heir = new Stub();
  private final String name = holder.pid.toString();

  public NameIsFreeAtDown() {
    Stub.NODE.register(name, holder.pid);
    Monitor.start(heir, holder, Stub.NODE.newRef(), holder.pid);
  }

  @Actor
  public void end() {
    holder.die();
  }

  @Actor
  public void register(L_Result result) {
    boolean told = Patience.until(heir.mailbox::hasIncoming);
    try {
      Stub.NODE.register(name, heir.pid);
      result.r1 = told ? "given" : "not told";
    } catch (NameTakenException held) {
      result.r1 = "taken";
    }
  }

  @Arbiter
  public void release(L_Result result) {
    heir.die();
  }
}
