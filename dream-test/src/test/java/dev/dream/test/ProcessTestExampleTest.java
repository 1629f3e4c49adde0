package dev.dream.test;

import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.test.EngineAssertions.expectCrash;
import static dev.dream.test.ProcessAssertions.assertDown;
import static dev.dream.test.ProcessAssertions.assertReceive;
import static dev.dream.test.ProcessAssertions.refuteReceived;
import static dev.dream.test.Supervised.startSupervised;
import static dev.dream.test.Supervised.supervisor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.supervisor.ChildSpec;
import dev.dream.sys.Sys;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example of the documents. */
class ProcessTestExampleTest {

  record Ping(Pid from) {}

  record Pong() {}

  // @start region="example"
  @ProcessTest
  static class PingTest {

    @Test
    void aPingIsAnswered() {
      Pid server =
          spawnLink(
              () -> {
                Ping ping = Processes.receive(Ping.class);
                send(ping.from(), new Pong());
              });

      send(server, new Ping(self()));

      assertReceive(Pong.class);
      refuteReceived(Pong.class);
    }

    @Test
    void aServerThatBreaksIsRestarted() throws Exception {
      ServerRef<Fragile> server =
          startSupervised(
              ChildSpec.worker("cup", () -> new Fragile("cup", new ArrayList<>())).named());
      Pid before = server.pid().orElseThrow();
      Ref monitor = monitor(before);

      server.cast(new Fragile.Break("fallen"));

      assertDown(monitor, ExitReason.error("fallen"));
      expectCrash(IllegalStateException.class);
      Sys.getState(supervisor()); // answered when the child has been restarted
      assertThat(server.pid()).isPresent().isNotEqualTo(Optional.of(before));
    }
  }

  // @end

  @Test
  void bothPass() {
    Outcomes.of(PingTest.class).assertStatistics(all -> all.succeeded(2));
  }
}
