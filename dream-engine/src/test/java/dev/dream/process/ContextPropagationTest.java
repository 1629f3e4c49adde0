package dev.dream.process;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.TestDream;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A word on a thread goes along with all that the thread sets off. */
@Timeout(60)
class ContextPropagationTest {

  private static final ThreadLocal<@Nullable String> WORD = new ThreadLocal<>();

  private final Dream dream =
      Dream.create(
          DreamOptions.DEFAULT
              .name("test")
              .parallelism(1) // so that what is left on a thread would be seen by the next process
              .context(ContextPropagationTest::capture));

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    dream.close();
    TestDream.assertNothingIsLeft(dream);
  }

  private static @Nullable Snapshot capture() {
    String word = WORD.get();
    return word == null ? null : () -> with(word);
  }

  private static Scope with(String word) {
    String before = WORD.get();
    WORD.set(word);
    return () -> {
      if (before == null) {
        WORD.remove();
      } else {
        WORD.set(before);
      }
    };
  }

  private static <T> T saying(String word, Callable<T> code) throws Exception {
    try (Scope _ = with(word)) {
      return code.call();
    }
  }

  private void hear(String where) {
    heard.add(where + " " + WORD.get());
  }

  /** Notes the word wherever its code runs. */
  private final class Listener implements GenServer<Integer, Listener.Ask, Listener.Tell> {

    sealed interface Ask extends Call<Listener, String> {}

    record Word() implements Ask {}

    record Crash() implements Ask {}

    record Tell(String what) implements Cast<Listener> {}

    @Override
    public InitResult<Integer> init() {
      hear("init");
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Ask request, From from, Integer state) {
      return switch (request) {
        case Word word -> reply(word, String.valueOf(WORD.get()), state);
        case Crash _ -> throw new IllegalStateException("on purpose");
      };
    }

    @Override
    public CastResult<Integer> handleCast(Tell event, Integer state) {
      hear(event.what());
      switch (event.what()) {
        case "on" -> ServerRef.<Listener>of(Node.current(), Processes.self()).cast(new Tell("off"));
        case "later" -> Processes.sendAfter(Processes.self(), "timer", Duration.ofMillis(1));
        case "idle" -> {
          return noReply(state).timeoutAfter(Duration.ofMillis(1));
        }
        case "task" -> Task.startLink(() -> hear("task"));
        case "crash" -> throw new IllegalStateException("on purpose");
        default -> {}
      }
      return noReply(state);
    }

    @Override
    public CastResult<Integer> handleInfo(Object message, Integer state) {
      hear("info " + (message instanceof Down ? "down" : message));
      return noReply(state);
    }
  }

  private void awaitHeard(String... words) {
    await().atMost(LIMIT).untilAsserted(() -> assertThat(heard).containsExactly(words));
  }

  @Test
  void goesWithACallAndIsGoneAfterIt() throws Exception {
    ServerRef<Listener> server = dream.start(() -> new Listener());
    assertThat(saying("a", () -> server.call(new Listener.Word()))).isEqualTo("a");
    assertThat(server.call(new Listener.Word())).isEqualTo("null");
    assertThat(heard).containsExactly("init null");
  }

  @Test
  void goesWithACastAndOnFromThere() throws Exception {
    ServerRef<Listener> server = saying("start", () -> dream.start(() -> new Listener()));
    saying("a", () -> tell(server, "on"));
    awaitHeard("init start", "on a", "off a");
  }

  private static boolean tell(ServerRef<Listener> server, String what) {
    server.cast(new Listener.Tell(what));
    return true;
  }

  @Test
  void goesWithTimersAndTimeoutsAndTasks() throws Exception {
    ServerRef<Listener> server = dream.start(() -> new Listener());
    saying("a", () -> tell(server, "later"));
    awaitHeard("init null", "later a", "info timer a");
    saying("b", () -> tell(server, "idle"));
    awaitHeard("init null", "later a", "info timer a", "idle b", "info Timeout[] b");
    heard.clear();
    saying("c", () -> tell(server, "task"));
    awaitHeard("task c", "task c");
  }

  @Test
  void goesWithPlainMessagesAndTimersFromOutside() throws Exception {
    ServerRef<Listener> server = dream.start(() -> new Listener());
    Pid pid = server.pid().orElseThrow();
    heard.clear();
    saying(
        "a",
        () -> {
          dream.send(pid, "plain");
          return dream.sendAfter(pid, "late", Duration.ofMillis(1));
        });
    awaitHeard("info plain a", "info late a");
  }

  @Test
  void isWhatASpawnedProcessBeginsWith() throws Exception {
    String inProcess =
        saying(
            "a",
            () ->
                dream.run(
                    () -> {
                      Processes.send(Processes.self(), "x");
                      assertThat(Processes.receive(String.class)).isEqualTo("x");
                      String task = Task.<String>async(() -> String.valueOf(WORD.get())).await();
                      return WORD.get() + " " + task;
                    }));
    assertThat(inProcess).isEqualTo("a a");
    assertThat(dream.run(() -> String.valueOf(WORD.get()))).isEqualTo("null");
  }

  @Test
  void isThereForWhatAFutureSetsOff() throws Exception {
    ServerRef<Listener> server = dream.start(() -> new Listener());
    var word =
        saying(
            "a",
            () -> server.callAsync(new Listener.Word()).thenApply(said -> said + " " + WORD.get()));
    assertThat(TestDream.get(word)).startsWith("a ");
  }

  @Test
  void doesNotGoWithARestart() throws Exception {
    dream.startSupervisor(
        SupervisorSpec.oneForOne(
            ChildSpec.worker("listener", () -> new Listener()).name("listener")),
        StartOptions.DEFAULT);
    ServerRef<Listener> server = dream.ref("listener");
    saying("a", () -> assertThatThrownBy(() -> server.call(new Listener.Crash())));
    awaitHeard("init null", "init null");
  }

  @Test
  void goesWithAMessageThatIsTriedAgain() throws Exception {
    dream.startSupervisor(
        SupervisorSpec.oneForOne(
            ChildSpec.worker("listener", () -> new Listener())
                .name("listener")
                .mailbox(Mailbox.DEFAULT.inHand(Mailbox.Fate.RETRIED_ONCE))),
        StartOptions.DEFAULT);
    saying("a", () -> tell(dream.ref("listener"), "crash"));
    awaitHeard("init null", "crash a", "init null", "crash a", "init null");
  }

  @Test
  void isNotSeenByWhoLooksAtMessages() throws Exception {
    ServerRef<Listener> server = dream.start(() -> new Listener());
    dream.exit(server.pid().orElseThrow(), ExitReason.KILL);
    saying("a", () -> tell(server, "nobody"));
    assertThat(dream.deadLetters().recent().getFirst().message())
        .isEqualTo(new Listener.Tell("nobody"));
  }

  @Test
  void takesNoRoomOfItsOwnInAMailbox() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Pid pid =
        saying(
            "a",
            () ->
                dream.spawn(
                    () -> {
                      go.await();
                      hear("body");
                      Object first = Processes.receive(message -> message.equals(2));
                      heard.add(first + " before " + Processes.receive());
                    }));
    saying("b", () -> send(pid, 1));
    saying("c", () -> send(pid, 2));
    assertThat(dream.info(pid).orElseThrow().mailboxDepth()).isEqualTo(2);
    go.countDown();
    awaitHeard("body a", "2 before 1");
  }

  private boolean send(Pid to, Object message) {
    dream.send(to, message);
    return true;
  }
}
