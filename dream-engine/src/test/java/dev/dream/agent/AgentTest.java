package dev.dream.agent;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.agent.Agent.ValueAndState;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class AgentTest {

  private static final Duration SOON = Duration.ofMillis(5);

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private ServerRef<Agent<Integer>> agent(int first) {
    return test.get().start(() -> new Agent<>(() -> first));
  }

  private static int state(ServerRef<Agent<Integer>> agent) {
    return Agent.get(agent, state -> state);
  }

  // @start region="example"
  /** What a customer wants to buy. */
  record Basket(List<String> items) {

    static Basket empty() {
      return new Basket(List.of());
    }

    Basket with(String item) {
      return new Basket(Stream.concat(items.stream(), Stream.of(item)).toList());
    }
  }

  @Test
  void keepsABasket() {
    ServerRef<Agent<Basket>> basket = test.get().start(() -> new Agent<>(Basket::empty));
    Agent.update(basket, b -> b.with("tea"));
    Agent.cast(basket, b -> b.with("milk"));
    assertThat(Agent.get(basket, Basket::items)).containsExactly("tea", "milk");
  }

  // @end

  @Nested
  class Start {

    @Test
    void linksTheAgentToTheCaller() throws Exception {
      test.run(
          () -> {
            Processes.trapExit(true);
            ServerRef<Agent<Integer>> agent = Agent.startLink(() -> 7);
            assertThat(state(agent)).isEqualTo(7);
            Agent.cast(
                agent,
                _ -> {
                  throw Processes.exit(ExitReason.shutdown("done"));
                });
            assertThat(Processes.receive(Exit.class).reason())
                .isEqualTo(ExitReason.shutdown("done"));
          });
    }

    @Test
    void withoutALinkDoesNotHarmTheCaller() throws Exception {
      test.run(
          () -> {
            ServerRef<Agent<Integer>> agent = Agent.start(() -> 7);
            Pid pid = agent.pid().orElseThrow();
            Processes.exit(pid, ExitReason.error("boom"));
            assertThat(Processes.alive(pid)).isFalse();
          });
    }

    @Test
    void makesTheFirstStateInTheAgentsProcess() throws Exception {
      test.run(
          () -> {
            ServerRef<Agent<Pid>> agent = Agent.start(Processes::self);
            Pid pid = Agent.get(agent, state -> state);
            assertThat(pid).isEqualTo(agent.address());
          });
    }

    @Test
    void registersTheName() throws Exception {
      test.run(
          () -> {
            Agent.start(() -> 1, StartOptions.named("one"));
            assertThat(state(ServerRef.named("one"))).isOne();
            assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Agent.startLink(() -> 2, StartOptions.named("one")))
                .matches(failed -> failed.result() instanceof StartResult.AlreadyStarted);
          });
    }

    @Test
    void failsWhenTheFirstStateThrows() throws Exception {
      test.run(
          () ->
              assertThatExceptionOfType(StartException.class)
                  .isThrownBy(
                      () ->
                          Agent.start(
                              () -> {
                                throw new IllegalStateException("no state");
                              }))
                  .withMessageContaining("no state"));
    }

    @Test
    void failsWhenTheFirstStateTakesTooLong() throws Exception {
      var never = new CountDownLatch(1);
      test.run(
          () ->
              assertThatExceptionOfType(StartException.class)
                  .isThrownBy(
                      () ->
                          Agent.start(
                              () -> {
                                try {
                                  never.await();
                                } catch (InterruptedException e) {
                                  Thread.currentThread().interrupt();
                                }
                                return 1;
                              },
                              StartOptions.DEFAULT.timeout(SOON)))
                  .matches(failed -> failed.reason().equals(ExitReason.TIMEOUT)));
    }

    @Test
    void failsWhenTheFirstStateIsNull() throws Exception {
      test.run(
          () ->
              assertThatExceptionOfType(StartException.class)
                  .isThrownBy(() -> Agent.start(() -> null))
                  .withMessageContaining("returned null for the state"));
    }
  }

  @Nested
  class Get {

    @Test
    void returnsWhatTheFunctionMakesOfTheState() {
      ServerRef<Agent<Integer>> agent = agent(20);
      assertThat(Agent.<Integer, String>get(agent, state -> "is " + state)).isEqualTo("is 20");
      assertThat(state(agent)).isEqualTo(20);
    }

    @Test
    void mayReturnNull() {
      assertThat(Agent.<Integer, String>get(agent(1), _ -> null)).isNull();
    }

    @Test
    void runsInTheAgentsProcess() {
      ServerRef<Agent<Integer>> agent = agent(1);
      Pid pid = Agent.get(agent, _ -> Processes.self());
      assertThat(pid).isEqualTo(agent.address());
    }

    @Test
    void ofNobodyFails() {
      ServerRef<Agent<Integer>> nobody = test.get().ref("nobody");
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> state(nobody))
          .matches(failed -> failed.reason().equals(ExitReason.NOPROC));
    }

    @Test
    void givesUpWhenTheTimeHasPassedAndTheAgentGoesOn() throws Exception {
      ServerRef<Agent<Integer>> agent = agent(1);
      var release = new CountDownLatch(1);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Agent.get(agent, state -> awaited(release, state), SOON))
          .matches(failed -> failed.reason().equals(ExitReason.TIMEOUT));
      release.countDown();
      assertThat(state(agent)).isOne();
    }

    @Test
    void ofItselfIsRefused() {
      ServerRef<Agent<Integer>> agent = agent(1);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Agent.get(agent, _ -> state(agent)))
          .matches(failed -> failed.reason().equals(ExitReason.CALLING_SELF));
      assertThat(agent.pid()).isEmpty();
    }
  }

  private static int awaited(CountDownLatch latch, int state) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return state;
  }

  @Nested
  class Update {

    @Test
    void replacesTheState() {
      ServerRef<Agent<Integer>> agent = agent(1);
      Agent.update(agent, state -> state + 4);
      Agent.update(agent, state -> state + 4, LIMIT);
      assertThat(state(agent)).isEqualTo(9);
    }

    @Test
    void thatThrowsEndsTheAgentAndTellsTheCaller() {
      ServerRef<Agent<Integer>> agent = agent(1);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Agent.update(agent, state -> Math.divideExact(state, 0)))
          .matches(failed -> failed.reason().equals(ExitReason.error("/ by zero")));
      assertThat(agent.pid()).isEmpty();
    }

    @Test
    void toNullEndsTheAgent() {
      ServerRef<Agent<Integer>> agent = agent(1);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Agent.update(agent, _ -> null))
          .withMessageContaining("bad_return_value");
      assertThat(agent.pid()).isEmpty();
    }

    @Test
    void thatIsTooLateHappensAllTheSame() {
      ServerRef<Agent<Integer>> agent = agent(1);
      var release = new CountDownLatch(1);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Agent.update(agent, state -> awaited(release, state + 1), SOON));
      release.countDown();
      assertThat(state(agent)).isEqualTo(2);
    }

    @Test
    void byManyThreadsLosesNone() throws Exception {
      ServerRef<Agent<Integer>> agent = agent(0);
      List<Thread> threads =
          Stream.generate(() -> Thread.startVirtualThread(() -> addManyTimes(agent)))
              .limit(8)
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(state(agent)).isEqualTo(8_000);
    }

    private void addManyTimes(ServerRef<Agent<Integer>> agent) {
      for (int i = 0; i < 1_000; i++) {
        Agent.update(agent, state -> state + 1);
      }
    }
  }

  @Nested
  class GetAndUpdate {

    @Test
    void returnsAValueAndReplacesTheState() {
      ServerRef<Agent<Integer>> agent = agent(1);
      String before =
          Agent.getAndUpdate(agent, state -> new ValueAndState<>("was " + state, state + 9));
      assertThat(before).isEqualTo("was 1");
      String then =
          Agent.getAndUpdate(agent, state -> new ValueAndState<>("was " + state, 0), LIMIT);
      assertThat(then).isEqualTo("was 10");
      assertThat(state(agent)).isZero();
    }

    @Test
    void thatReturnsNullEndsTheAgent() {
      ServerRef<Agent<Integer>> agent = agent(1);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Agent.<Integer, String>getAndUpdate(agent, _ -> null))
          .withMessageContaining("bad_return_value");
      assertThat(agent.pid()).isEmpty();
    }
  }

  @Nested
  class Cast {

    @Test
    void replacesTheStateBeforeALaterGet() {
      ServerRef<Agent<Integer>> agent = agent(1);
      Agent.cast(agent, state -> state + 1);
      Agent.cast(agent, state -> state * 10);
      assertThat(state(agent)).isEqualTo(20);
    }

    @Test
    void toNobodyIsIgnored() {
      Agent.cast(test.get().<Agent<Integer>>ref("nobody"), state -> state);
    }

    @Test
    void thatThrowsEndsTheAgentAndNotTheCaller() throws Exception {
      ServerRef<Agent<Integer>> agent = agent(1);
      var ended = test.get().whenEnded(agent.address());
      Agent.cast(
          agent,
          _ -> {
            throw new IllegalStateException("oops");
          });
      assertThat(TestDream.get(ended)).isEqualTo(ExitReason.error("oops"));
    }
  }

  @Nested
  class Stop {

    @Test
    void endsTheAgentNormally() throws Exception {
      ServerRef<Agent<Integer>> agent = agent(1);
      var ended = test.get().whenEnded(agent.address());
      Agent.stop(agent);
      assertThat(TestDream.get(ended)).isEqualTo(ExitReason.NORMAL);
    }

    @Test
    void endsTheAgentWithAReason() throws Exception {
      ServerRef<Agent<Integer>> agent = agent(1);
      var ended = test.get().whenEnded(agent.address());
      Agent.stop(agent, ExitReason.shutdown("enough"), LIMIT);
      assertThat(TestDream.get(ended)).isEqualTo(ExitReason.shutdown("enough"));
    }

    @Test
    void ofNobodyFails() {
      ServerRef<Agent<Integer>> nobody = test.get().ref("nobody");
      assertThatExceptionOfType(CallException.class).isThrownBy(() -> Agent.stop(nobody));
    }
  }

  @Test
  void ignoresOtherMessagesWithoutAWord() {
    ServerRef<Agent<Integer>> agent = agent(1);
    test.get().send(agent.address(), "hello");
    assertThat(state(agent)).isOne();
    assertThat(logs.from(Level.WARN)).isEmpty();
  }

  @Test
  void doesNotTrapExits() throws Exception {
    ServerRef<Agent<Integer>> agent = agent(1);
    test.get().exit(agent.pid().orElseThrow(), ExitReason.error("x"));
    assertThat(agent.pid()).isEmpty();
  }

  @Nested
  class AsAChild {

    @Test
    void isAPermanentWorker() {
      ChildSpec<Agent<Integer>> spec = Agent.childSpec("one", () -> 1);
      assertThat(spec.id()).isEqualTo("one");
      assertThat(spec.restart()).isEqualTo(Restart.PERMANENT);
      assertThat(Agent.childSpec(() -> 1).id()).isEmpty();
    }

    @Test
    void startsAgainWithItsFirstState() {
      test.start(SupervisorSpec.oneForOne(Agent.childSpec("one", () -> 1).named()));
      ServerRef<Agent<Integer>> agent = test.get().ref("one");
      Pid first = test.pid("one");
      Agent.update(agent, _ -> 7);
      test.kill("one");
      org.awaitility.Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> agent.pid().filter(pid -> !pid.equals(first)).isPresent());
      assertThat(state(agent)).isOne();
    }
  }
}
