package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.TestDream;
import dev.dream.genserver.CastOutcome;
import dev.dream.genserver.RequestId;
import dev.dream.genserver.Response;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.DeadLetter;
import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a machine has put off takes room in its mailbox, and is not lost without a word. */
class StateMachineMailboxTest {

  private static final int CAPACITY = 5;

  @RegisterExtension final TestDream dream = new TestDream();

  private ServerRef<Door> door() {
    return dream
        .get()
        .start(
            () -> new Door("12", Duration.ofHours(1)),
            StartOptions.DEFAULT.mailbox(Mailbox.of(CAPACITY)));
  }

  /** Sends requests that the locked door puts off, until its mailbox is full. */
  private List<RequestId<Integer>> fill(ServerRef<Door> door) {
    Pid pid = door.pid().orElseThrow();
    List<RequestId<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < CAPACITY; i++) {
      waiting.add(door.sendRequest(new Door.Enter()));
      await().until(() -> dream.get().info(pid).orElseThrow().mailboxDepth() == 0);
    }
    await().until(() -> door.tryCast(new Door.Button(9)) instanceof CastOutcome.Overloaded);
    return waiting;
  }

  @Test
  void isFullOfWhatWasPutOff() {
    ServerRef<Door> door = door();
    List<RequestId<Integer>> waiting = fill(door);
    assertThat(waiting)
        .allMatch(request -> request.checkResponse() instanceof Response.NoReply<Integer>);
  }

  @Test
  void hasRoomAgainOnceThatHasBeenHandled() {
    ServerRef<Door> door =
        dream
            .get()
            .start(
                () -> new Door("1", Duration.ofHours(1)),
                StartOptions.DEFAULT.mailbox(Mailbox.of(CAPACITY)));
    Pid pid = door.pid().orElseThrow();
    for (int i = 0; i < CAPACITY - 1; i++) {
      door.sendRequest(new Door.Enter());
      await().until(() -> dream.get().info(pid).orElseThrow().mailboxDepth() == 0);
    }
    await().until(() -> door.tryCast(new Door.Button(1)) instanceof CastOutcome.Sent);
    await().until(() -> dream.get().info(pid).orElseThrow().mailboxDepth() == 0);
    assertThat(door.call(new Door.Enter())).isEqualTo(1); // it is open, and has handled all
    for (int i = 0; i < CAPACITY; i++) {
      assertThat(door.tryCast(new Door.Button(9))).isEqualTo(new CastOutcome.Sent());
      await().until(() -> dream.get().info(pid).orElseThrow().mailboxDepth() == 0);
    }
  }

  @Test
  void makesDeadLettersOfWhatWasPutOffWhenItEnds() {
    ServerRef<Door> door = door();
    fill(door);

    dream.get().exit(door.pid().orElseThrow(), ExitReason.KILL);

    assertThat(dream.get().deadLetters().recent())
        .hasSize(CAPACITY)
        .allMatch(letter -> letter.reason() == Reason.UNHANDLED)
        .extracting(DeadLetter::type)
        .containsOnly("Enter");
  }
}
