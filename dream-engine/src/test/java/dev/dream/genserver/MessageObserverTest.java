package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.TestDream;
import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.process.MessageObserver;
import dev.dream.process.Name;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears of what clients and servers do with messages. */
class MessageObserverTest {

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Dream dream =
      Dream.create(DreamOptions.DEFAULT.virtualTime(true).observer(new Listener()));

  @AfterEach
  void close() {
    dream.close();
  }

  record Ask(String how) implements Call<Server, String> {}

  record Tell() implements Cast<Server> {}

  static final class Server implements GenServer<Integer, Ask, Tell> {

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Ask ask, From from, Integer state) {
      return switch (ask.how()) {
        case "crash" -> throw new IllegalStateException("crash on purpose");
        case "never" -> noReply(state);
        default -> reply(ask, ask.how(), state);
      };
    }

    @Override
    public CastResult<Integer> handleCast(Tell tell, Integer state) {
      return noReply(state);
    }

    @Override
    public CastResult<Integer> handleInfo(Object message, Integer state) {
      return noReply(state);
    }
  }

  private final class Listener implements MessageObserver {

    @Override
    public Observed sending(Subject subject) {
      return observed("client", subject);
    }

    @Override
    public Observed handling(Subject subject) {
      return observed("server", subject);
    }

    private Observed observed(String who, Subject subject) {
      String what =
          String.join(
              " ",
              who,
              subject.kind().toString(),
              subject.type(),
              subject.server().toString(),
              subject.module());
      heard.add(what + " begins");
      return new Observed() {
        @Override
        public Scope open() {
          heard.add(who + " in");
          return () -> heard.add(who + " out");
        }

        @Override
        public void ended(@Nullable Throwable failure) {
          heard.add(
              who + (failure == null ? " ended" : " failed " + failure.getClass().getSimpleName()));
        }
      };
    }
  }

  private ServerRef<Server> server() {
    return ServerRef.start(dream.node(), Server::new, StartOptions.named("s"));
  }

  private void assertHeard(String... what) {
    dream.node().awaitIdle(TestDream.LIMIT);
    assertThat(heard).containsExactlyInAnyOrder(what);
    heard.clear();
  }

  @Test
  void callsAreHeardOfUntilTheAnswer() {
    ServerRef<Server> server = server();
    assertThat(server.call(new Ask("a"))).isEqualTo("a");

    dream.node().awaitIdle(TestDream.LIMIT);
    assertThat(heard.subList(0, 2))
        .containsExactly("client CALL Ask <0.1> Server begins", "client in");
    assertThat(heard).endsWith("client out", "client ended");
    assertHeard(
        "client CALL Ask <0.1> Server begins",
        "client in",
        "server CALL Ask \"s\" Server begins",
        "server in",
        "server out",
        "server ended",
        "client out",
        "client ended");
  }

  @Test
  void aCrashIsAFailureOfBoth() {
    ServerRef<Server> server = server();
    assertThatThrownBy(() -> server.call(new Ask("crash"))).isInstanceOf(CallException.class);

    assertHeard(
        "client CALL Ask <0.1> Server begins",
        "client in",
        "server CALL Ask \"s\" Server begins",
        "server in",
        "server out",
        "server failed IllegalStateException",
        "client out",
        "client failed CallException");
  }

  @Test
  void aCallOfAFutureEndsWithTheFuture() {
    ServerRef<Server> server = server();
    var future = server.callAsync(new Ask("never"), Duration.ofMinutes(1)).toCompletableFuture();
    assertHeard(
        "client CALL Ask <0.1> Server begins",
        "client in",
        "client out",
        "server CALL Ask \"s\" Server begins",
        "server in",
        "server out",
        "server ended");

    dream.node().virtualTime().orElseThrow().advance(Duration.ofMinutes(1));
    assertThat(future).isCompletedExceptionally();
    assertHeard("client failed CallException");
  }

  @Test
  void castsAndOtherMessagesAreHeardOf() {
    ServerRef<Server> server = server();
    server.cast(new Tell());
    dream.send("s", "hello");

    assertHeard(
        "client CAST Tell <0.1> Server begins",
        "client in",
        "client out",
        "client ended",
        "server CAST Tell \"s\" Server begins",
        "server in",
        "server out",
        "server ended",
        "server INFO String \"s\" Server begins",
        "server in",
        "server out",
        "server ended");
  }

  @Test
  void aCastThatIsRefusedFails() {
    ServerRef<Server> server =
        ServerRef.start(dream.node(), Server::new, StartOptions.named("s").mailbox(Mailbox.of(1)));
    Sys.suspend(server);
    heard.clear();

    assertThat(server.tryCast(new Tell())).isInstanceOf(CastOutcome.Sent.class);
    assertThat(server.tryCast(new Tell())).isInstanceOf(CastOutcome.Overloaded.class);

    assertHeard(
        "client CAST Tell <0.1> Server begins",
        "client in",
        "client out",
        "client ended",
        "client CAST Tell <0.1> Server begins",
        "client in",
        "client out",
        "client failed OverloadedException");
  }

  @Test
  void aCallToNobodyFails() {
    ServerRef<Server> nobody = ServerRef.of(dream.node(), new Name("nobody"));
    assertThatThrownBy(() -> nobody.call(new Ask("a"))).isInstanceOf(CallException.class);

    assertThat(heard)
        .containsExactly(
            "client CALL Ask \"nobody\" null begins",
            "client in",
            "client out",
            "client failed CallException");
  }

  @Test
  void whatAnObserverThrowsDoesNoHarm() {
    MessageObserver broken =
        new MessageObserver() {
          @Override
          public Observed sending(Subject subject) {
            return new Observed() {
              @Override
              public Scope open() {
                throw new IllegalStateException("open");
              }

              @Override
              public void ended(@Nullable Throwable failure) {
                throw new AssertionError("ended");
              }
            };
          }

          @Override
          public Observed handling(Subject subject) {
            throw new LinkageError("handling");
          }
        };
    try (Dream other = Dream.create(DreamOptions.DEFAULT.observer(broken))) {
      ServerRef<Server> server = other.start(Server::new);
      server.cast(new Tell());
      assertThat(server.call(new Ask("a"))).isEqualTo("a");
      server.stop(ExitReason.NORMAL, TestDream.LIMIT);
    }
  }
}
