package dev.dream.soak;

import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.spawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.agent.Agent;
import dev.dream.genserver.CallException;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.RequestId;
import dev.dream.genserver.Response;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.SystemEvent;
import dev.dream.statem.TrafficLight;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** What clients and servers do to each other. */
final class ServerChores {

  private static final Duration AT_ONCE = Duration.ofNanos(1);

  private ServerChores() {}

  static List<Chore> all() {
    return List.of(
        Chore.of("call", ServerChores::call),
        Chore.of("call times out", ServerChores::callTimesOut).weighing(8),
        Chore.of("call times out, late reply", ServerChores::lateReply),
        Chore.of("callAsync", ServerChores::callAsync),
        Chore.of("callAsync times out", ServerChores::asyncTimesOut),
        Chore.of("caller ends while it waits", ServerChores::callerEnds),
        Chore.of("server ends while called", ServerChores::serverEnds),
        Chore.of("timeout cancelled", ServerChores::timeoutCancelled),
        Chore.of("server with a timeout ends", ServerChores::timeoutOfTheDying),
        Chore.of("state machine ends", ServerChores::stateMachine),
        Chore.of("agent", ServerChores::agent),
        Chore.of("sys", ServerChores::sys),
        Chore.of("key", ServerChores::key),
        Chore.of("topic", ServerChores::topic),
        Chore.of("server named by a key", ServerChores::namedByKey),
        Chore.of("kill of a blocked server", ServerChores::killBlocked));
  }

  private static void call(Hand hand) {
    int number = hand.random.nextInt();
    assertThat(hand.estate.hub.call(new Hub.Echo(number))).isEqualTo(number);
  }

  private static void callTimesOut(Hand hand) {
    try {
      hand.estate.hub.call(new Hub.Keep(), AT_ONCE); // another hand may let it be answered
    } catch (CallException expected) {
      assertThat(expected.reason()).isEqualTo(ExitReason.TIMEOUT);
    }
    hand.estate.hub.cast(new Hub.AnswerAll());
  }

  private static void lateReply(Hand hand) {
    ServerRef<Hub> hub = hand.estate.hub;
    RequestId<Integer> request = hub.sendRequest(new Hub.Keep());
    hub.call(new Hub.Echo(0)); // now it has the request
    if (request.receiveResponse(Duration.ZERO) instanceof Response.NoReply) {
      hand.estate.lateReplies.incrementAndGet();
    }
    hub.cast(new Hub.AnswerAll());
  }

  private static void callAsync(Hand hand) {
    assertThat(hand.estate.hub.callAsync(new Hub.Echo(7)).toCompletableFuture().join())
        .isEqualTo(7);
  }

  private static void asyncTimesOut(Hand hand) {
    try {
      hand.estate.hub.callAsync(new Hub.Keep(), AT_ONCE).toCompletableFuture().join();
    } catch (CompletionException expected) {
      assertThat(expected).hasCauseInstanceOf(CallException.class);
    }
    hand.estate.hub.cast(new Hub.AnswerAll());
  }

  private static void callerEnds(Hand hand) {
    Pid caller = spawn(() -> hand.estate.hub.call(new Hub.Keep()));
    if (hand.random.nextBoolean()) {
      hand.estate.hub.call(new Hub.Echo(0));
    }
    exit(caller, ExitReason.KILL);
    hand.awaitEnd(caller);
    hand.estate.hub.cast(new Hub.AnswerAll());
  }

  private static void serverEnds(Hand hand) {
    ServerRef<Hub> server = hand.startHub();
    RequestId<Integer> before = server.sendRequest(new Hub.Keep());
    if (hand.random.nextBoolean()) {
      server.call(new Hub.Leave());
    } else {
      server.cast(new Hub.Crash());
      assertThatThrownBy(() -> server.call(new Hub.Keep())).isInstanceOf(CallException.class);
    }
    assertThat(before.receiveResponse(Duration.ofSeconds(30))).isInstanceOf(Response.Failed.class);
  }

  private static void timeoutCancelled(Hand hand) {
    hand.estate.hub.cast(new Hub.Idle());
    hand.estate.hub.cast(new Hub.Nothing());
  }

  private static void timeoutOfTheDying(Hand hand) {
    ServerRef<Hub> server = hand.startHub();
    server.cast(new Hub.Idle());
    server.cast(hand.random.nextBoolean() ? new Hub.Nothing() : new Hub.Idle());
    server.stop();
  }

  private static void stateMachine(Hand hand) {
    ServerRef<TrafficLight> light =
        ServerRef.start(
            hand.node, () -> new TrafficLight(ProcessChores.HOUR), StartOptions.DEFAULT);
    light.cast(new TrafficLight.Change());
    light.stop();
  }

  private static void agent(Hand hand) {
    ServerRef<Agent<Integer>> agent = Agent.start(() -> 1);
    Agent.update(agent, number -> number + 1);
    Agent.stop(agent);
  }

  private static void sys(Hand hand) {
    ServerRef<Hub> server = hand.startHub();
    Consumer<SystemEvent> observer = _ -> {};
    Sys.install(server, observer);
    Sys.suspend(server);
    server.cast(new Hub.Nothing());
    Sys.resume(server);
    Sys.getState(server);
    exit(server.pid().orElseThrow(), ExitReason.SHUTDOWN);
  }

  private static void key(Hand hand) {
    int key = hand.key();
    hand.estate.keys.register(key, "value");
    assertThat(hand.estate.keys.whereis(key)).isPresent();
    hand.estate.keys.unregister(key);
  }

  private static void topic(Hand hand) {
    int topic = hand.random.nextBoolean() ? 1 : hand.key();
    hand.estate.topics.register(topic, "one");
    hand.estate.topics.register(topic, "two");
    hand.estate.topics.unregister(topic);
  }

  private static void namedByKey(Hand hand) {
    int key = hand.key();
    ServerRef<Hub> server =
        GenServer.start(Hub::new, StartOptions.named(hand.estate.keys.via(key)));
    server.stop();
    assertThat(hand.estate.keys.whereis(key)).isEmpty();
  }

  private static void killBlocked(Hand hand) throws Exception {
    ServerRef<Hub> server = hand.startHub();
    CountDownLatch begun = new CountDownLatch(1);
    server.cast(new Hub.Block(begun, hand.oneOf(List.of(Blocked.values()))));
    begun.await();
    Pid pid = server.pid().orElseThrow();
    exit(pid, ExitReason.KILL);
    hand.awaitEnd(pid);
  }
}
