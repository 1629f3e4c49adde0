package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import dev.dream.runtime.Patience;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Of two processes that begin to wait for each other one finds the circle. */
@JCStressTest
@State
@Outcome(
    id = {"deadlock, yes", "yes, deadlock"},
    expect = ACCEPTABLE,
    desc = "and answers the other")
@Outcome(expect = FORBIDDEN, desc = "both wait, or both give up")
public class CallAgainstCallBack {

  private static final Pid ONE =
      Stub.NODE.spawn(() -> live(CallAgainstCallBack::askOther), SpawnOptions.NONE);
  private static final Pid OTHER =
      Stub.NODE.spawn(() -> live(CallAgainstCallBack::askOne), SpawnOptions.NONE);

  private final CompletableFuture<ReplySlot> ofOne = new CompletableFuture<>();
  private final CompletableFuture<ReplySlot> ofOther = new CompletableFuture<>();
  private volatile String one;
  private volatile String other;

  @Actor
  public void wakeOne() {
    Stub.NODE.send(ONE, this);
    Patience.until(() -> one != null);
  }

  @Actor
  public void wakeOther() {
    Stub.NODE.send(OTHER, this);
    Patience.until(() -> other != null);
  }

  @Arbiter
  public void look(LL_Result result) {
    result.r1 = one;
    result.r2 = other;
  }

  private void askOther() {
    one = outcome(OTHER, ofOne, ofOther);
  }

  private void askOne() {
    other = outcome(ONE, ofOther, ofOne);
  }

  private static String outcome(
      Pid asked, CompletableFuture<ReplySlot> mine, CompletableFuture<ReplySlot> others) {
    ReplySlot slot = Stub.NODE.kernel().openReply(asked);
    mine.complete(slot);
    Jitter.spin();
    String word = Outcomes.word(slot.await(Outcomes.LONG));
    if (!word.equals("yes")) {
      others.join().answer("yes");
    }
    return word;
  }

  private static void live(Consumer<CallAgainstCallBack> deed) {
    while (true) {
      deed.accept(Processes.receive(CallAgainstCallBack.class));
    }
  }
}
