package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.TestDream;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Status;
import dev.dream.process.Timeout;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A kind of server of one's own. */
class ServerTest {

  @RegisterExtension final TestDream dream = new TestDream();

  record Ask() implements Call<Echo, String> {}

  record Hush() implements Cast<Echo> {}

  /** Answers with all that it has heard. */
  static class Echo implements Server {

    private final boolean wanted;
    private String heard = "";

    Echo(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public ServerLoop serverLoop() {
      return new ServerLoop() {
        @Override
        protected boolean init() {
          heard += "init ";
          return wanted;
        }

        @Override
        protected void begin() {
          heard += "begin ";
        }

        @Override
        protected void called(Call<?, ?> request, From from) throws Exception {
          answer(from, heard);
        }

        @Override
        protected void casted(Cast<?> event) throws Exception {
          throw stop(ExitReason.SHUTDOWN);
        }

        @Override
        protected void info(Object message) {
          heard += message;
        }

        @Override
        protected Object state() {
          return heard;
        }

        @Override
        protected void replaceState(Object state) {
          heard = (String) state;
        }

        @Override
        protected Status formatStatus(Status status) {
          return status;
        }

        @Override
        protected void terminate(ExitReason reason) {
          throw new ExitException(ExitReason.shutdown("terminated"));
        }
      };
    }
  }

  @Test
  void itsLoopGetsWhatClientsSend() {
    var echo = dream.get().start(() -> new Echo(true));

    dream.get().send(echo.address(), "hello");

    assertThat(echo.call(new Ask())).isEqualTo("init begin hello");
  }

  @Test
  void whatItDoesNotWantToBeIsIgnored() throws Exception {
    dream.run(
        () ->
            assertThat(Server.tryStartLink(() -> new Echo(false), StartOptions.DEFAULT))
                .isEqualTo(new StartResult.Ignored()));
  }

  @Test
  void startedWithALinkItsEndIsHeard() throws Exception {
    dream.run(
        () -> {
          Processes.trapExit(true);
          var echo = Server.startLink(() -> new Echo(true), StartOptions.DEFAULT);

          echo.cast(new Hush());

          assertThat(Processes.receive())
              .isEqualTo(new Exit((Pid) echo.address(), ExitReason.shutdown("terminated")));
        });
  }

  @Test
  void startedWithoutALinkItsEndIsNotHeard() throws Exception {
    dream.run(
        () -> {
          Processes.trapExit(true);
          var echo = Server.start(() -> new Echo(true), StartOptions.DEFAULT);
          var end = dream.get().whenEnded(echo.address());

          echo.cast(new Hush());

          assertThat(TestDream.get(end)).isEqualTo(ExitReason.shutdown("terminated"));
          assertThat(Processes.receive(Duration.ZERO)).isEqualTo(new Timeout());
        });
  }
}
