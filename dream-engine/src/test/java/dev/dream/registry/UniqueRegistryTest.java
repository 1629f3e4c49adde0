package dev.dream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.NameTakenException;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Via;
import dev.dream.registry.UniqueRegistry.Updated;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UniqueRegistryTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private UniqueRegistry<String, Integer> rooms;
  private Member alice;
  private Member bob;

  @BeforeEach
  void start() {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    rooms = UniqueRegistry.named(dream.get().node(), "rooms");
    alice = Member.of(dream);
    bob = Member.of(dream);
  }

  private ServerRef<Counter> counter(Via name) {
    return dream.get().start(Counter::new, StartOptions.named(name));
  }

  @Nested
  class TheReference {

    @Test
    void followsTheName() throws Exception {
      Node node = dream.get().node();
      alice.runs(() -> rooms.register("lobby", 1));
      assertThat(rooms.whereis("lobby")).hasValue(alice.pid());
      Pid first = node.whereis("rooms").orElseThrow();

      node.unregister("rooms");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rooms.whereis("lobby"))
          .withMessageContaining("no registry of that name runs");

      RegistrySpec.unique().start(node, "rooms");
      assertThat(rooms.whereis("lobby")).isEmpty();

      node.unregister("rooms");
      node.register("rooms", first);
      assertThat(rooms.whereis("lobby")).hasValue(alice.pid());
    }

    @Test
    void findsNothingOnceTheRegistryIsKilled() throws Exception {
      Node node = dream.get().node();
      assertThat(rooms.whereis("lobby")).isEmpty();
      node.exit(node.whereis("rooms").orElseThrow(), ExitReason.KILL);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rooms.whereis("lobby"))
          .withMessageContaining("no registry of that name runs");
    }
  }

  @Nested
  class ChildSpecs {

    @Test
    void startTheRegistryUnderItsId() throws Exception {
      ChildSpec<UniqueRegistry<String, Integer>> seats = UniqueRegistry.childSpec("seats");
      dream.get().startSupervisor(SupervisorSpec.oneForOne(seats), StartOptions.DEFAULT);
      UniqueRegistry<String, Integer> found =
          UniqueRegistry.named(dream.get().node(), () -> new Name("seats"));

      alice.runs(() -> found.register("front", 1));

      assertThat(found.name()).isEqualTo("seats");
      assertThat(found.whereis("front")).hasValue(alice.pid());
    }

    @Test
    void mayLeaveTheIdToBeGiven() {
      ChildSpec<UniqueRegistry<String, Integer>> seats = UniqueRegistry.childSpec();

      assertThat(seats.options().name()).isNull();
      assertThat(seats.id("seats").named().options().name()).isEqualTo(new Name("seats"));
    }

    @Test
    void refuseARegistryOfTheOtherKind() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UniqueRegistry.childSpec("seats", RegistrySpec.duplicate()))
          .withMessage("the keys of registry \"seats\" must be UNIQUE, but are DUPLICATE");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DuplicateRegistry.childSpec("topics", RegistrySpec.unique()))
          .withMessage("the keys of registry \"topics\" must be DUPLICATE, but are UNIQUE");
    }
  }

  @Nested
  class Register {

    @Test
    void givesTheKeyToOneProcess() throws Exception {
      alice.runs(() -> rooms.register("a", 1));

      assertThat(rooms.lookup("a")).containsExactly(new Entry<>("a", alice.pid(), 1));
      assertThat(rooms.whereis("a")).hasValue(alice.pid());
      assertThat(rooms.whereis("b")).isEmpty();
    }

    @Test
    void isRefusedWhileAnotherHasTheKey() throws Exception {
      alice.runs(() -> rooms.register("a", 1));

      assertThat(bob.does(() -> rooms.tryRegister("a", 2)))
          .isEqualTo(new RegisterResult.AlreadyRegistered(alice.pid()));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> bob.runs(() -> rooms.register("a", 2)))
          .havingCause()
          .isInstanceOfSatisfying(
              NameTakenException.class, taken -> assertThat(taken.holder()).isEqualTo(alice.pid()))
          .withMessage(
              "register {\"rooms\", \"a\"} failed: %s has that name; unregister it first or choose"
                  + " another",
              alice.pid());
      assertThat(bob.links()).isEmpty();
    }

    @Test
    void isRefusedForAKeyThatOneHasOneself() throws Exception {
      alice.runs(() -> rooms.register("a", 1));

      assertThat(alice.does(() -> rooms.tryRegister("a", 2)))
          .isEqualTo(new RegisterResult.AlreadyRegistered(alice.pid()));
      assertThat(rooms.keys(alice.pid())).containsExactly("a");
      assertThat(alice.links()).hasSize(1);
    }

    @Test
    void succeedsAgainAfterUnregister() throws Exception {
      alice.runs(() -> rooms.register("a", 1));
      alice.runs(() -> rooms.unregister("a"));

      assertThat(bob.does(() -> rooms.tryRegister("a", 2))).isEqualTo(new RegisterResult.Ok());
    }

    @Test
    void doesNotTakeAnothersKeyAway() throws Exception {
      alice.runs(() -> rooms.register("a", 1));

      bob.runs(() -> rooms.unregister("a"));

      assertThat(rooms.whereis("a")).hasValue(alice.pid());
    }
  }

  @Nested
  class UpdateValue {

    @Test
    void replacesTheHoldersOwnValue() throws Exception {
      alice.runs(() -> rooms.register("a", 1));

      assertThat(alice.does(() -> rooms.updateValue("a", value -> value + 1)))
          .hasValue(new Updated<>(2, 1));
      assertThat(rooms.lookup("a")).containsExactly(new Entry<>("a", alice.pid(), 2));
    }

    @Test
    void doesNothingForAnotherOrWithoutTheKey() throws Exception {
      alice.runs(() -> rooms.register("a", 1));

      assertThat(bob.does(() -> rooms.updateValue("a", value -> value + 1))).isEmpty();
      assertThat(alice.does(() -> rooms.updateValue("b", value -> value + 1))).isEmpty();
      assertThat(rooms.lookup("a")).containsExactly(new Entry<>("a", alice.pid(), 1));
    }

    @Test
    void leavesTheValueIfTheFunctionThrows() throws Exception {
      alice.runs(() -> rooms.register("a", 1));

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(
              () ->
                  alice.does(
                      () ->
                          rooms.updateValue(
                              "a",
                              _ -> {
                                throw new IllegalStateException("mine");
                              })));
      assertThat(rooms.lookup("a")).containsExactly(new Entry<>("a", alice.pid(), 1));
    }
  }

  @Nested
  class ViaName {

    @Test
    void startsAndReachesAServer() {
      counter(rooms.via("a"));

      assertThat(rooms.<Counter>ref("a").call(new Counter.Add(5))).isEqualTo(5);
      rooms.<Counter>ref("a").cast(new Counter.Reset());
      assertThat(rooms.<Counter>ref("a").call(new Counter.Value())).isZero();
      assertThat(rooms.lookup("a")).singleElement().extracting(Entry::value).isNull();
    }

    @Test
    void registersWithAValue() {
      counter(rooms.via("a", 7));

      assertThat(rooms.lookup("a")).singleElement().extracting(Entry::value).isEqualTo(7);
    }

    @Test
    void isRefusedWhenTaken() {
      var first = counter(rooms.via("a"));

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> counter(rooms.via("a")))
          .withMessage(
              "start {\"rooms\", \"a\"} failed: its name belongs to %s, already started",
              first.pid().orElseThrow());
      assertThat(rooms.count()).isEqualTo(1);
    }

    @Test
    void isFreeAfterStopAndAfterAStartThatFailed() {
      counter(rooms.via("a"));
      rooms.<Counter>ref("a").stop();
      assertThat(rooms.count()).isZero();

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(
              () ->
                  dream
                      .get()
                      .start(
                          () -> new Probe("p", events).init(GenServer::ignore),
                          StartOptions.named(rooms.via("a"))));
      assertThat(rooms.count()).isZero();
      counter(rooms.via("a"));
    }

    @Test
    void linksTheServerToTheRegistry() throws Exception {
      var server = counter(rooms.via("a"));
      var end = dream.get().whenEnded(server.pid().orElseThrow());

      dream.get().ref("rooms").stop();

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    }

    @Test
    void takesMessagesMonitorsAndTimers() throws Exception {
      alice.runs(() -> rooms.register("a", 1));
      Via name = rooms.via("a");

      bob.runs(() -> Processes.send(name, "sent"));
      rooms.send("a", "sent by the registry");
      bob.runs(() -> Processes.sendAfter(name, "timer", Duration.ZERO));
      bob.runs(() -> Processes.monitor(name));

      assertThat(alice.does(() -> Processes.receive(message -> message.equals("timer"))))
          .isEqualTo("timer");
      assertThat(alice.messages()).containsExactly("sent", "sent by the registry");
      alice.kill();
      assertThat(bob.messages())
          .singleElement()
          .isInstanceOfSatisfying(
              Down.class, down -> assertThat(down.object()).isEqualTo(rooms.via("a")));
    }

    @Test
    void thatNobodyHasIsRefusedBySendAndExitsACall() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rooms.send("a", "message"))
          .withMessageStartingWith("send String to {\"rooms\", \"a\"} failed: no process has that");
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> rooms.<Counter>ref("a").call(new Counter.Value()))
          .satisfies(failed -> assertThat(failed.reason()).isEqualTo(ExitReason.NOPROC));
      rooms.<Counter>ref("a").cast(new Counter.Reset());
    }

    @Test
    void ofARegistryThatDoesNotRunIsRefusedButByCast() {
      UniqueRegistry<String, Integer> none = UniqueRegistry.named(dream.get().node(), "none");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> none.<Counter>ref("a").call(new Counter.Value()));
      assertThatIllegalArgumentException().isThrownBy(() -> none.<Counter>ref("a").stop());
      assertThatIllegalArgumentException().isThrownBy(() -> counter(none.via("a")));
      none.<Counter>ref("a").cast(new Counter.Reset());
    }

    @Test
    void isShownAsRegistryAndKey() {
      UniqueRegistry<Integer, String> numbers = UniqueRegistry.named(dream.get().node(), "n");

      assertThat(rooms.via("a")).hasToString("{\"rooms\", \"a\"}");
      assertThat(numbers.via(42)).hasToString("{\"n\", 42}");
      assertThat(rooms.via("a")).isEqualTo(rooms.via("a", 1)).isNotEqualTo(rooms.via("b"));
    }
  }

  @Nested
  class ListenersOfNames {

    private Member listener;
    private UniqueRegistry<String, Integer> told;

    @BeforeEach
    void startWithListener() throws Exception {
      listener = Member.of(dream);
      listener.runs(() -> Processes.register("audit"));
      RegistrySpec.unique().listeners("audit").start(dream.get().node(), "told");
      told = UniqueRegistry.named(dream.get().node(), "told");
    }

    @Test
    void hearOfAStartThatFailsAsOfARegistrationGivenBack() throws Exception {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(
              () ->
                  dream
                      .get()
                      .start(
                          () ->
                              new Probe("p", events)
                                  .init(probe -> probe.stop(ExitReason.error("no"))),
                          StartOptions.named(told.via("a"))));

      assertThat(listener.messages())
          .hasExactlyElementsOfTypes(Registered.class, Unregistered.class);
    }

    @Test
    void thatDoNotExistLetNoProcessStart() {
      listener.kill();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> counter(told.via("a")))
          .withMessageContaining("listener \"audit\" cannot be told");
      assertThat(told.count()).isZero();
    }
  }

  @Nested
  class LookupOrStart {

    private StartResult start(Via name) {
      return new StartResult.Started(counter(name).pid().orElseThrow());
    }

    @Test
    void startsWhereThereIsNobody() {
      var pid = rooms.lookupOrStart("a", this::start);

      assertThat(rooms.whereis("a")).hasValue(pid);
    }

    @Test
    void returnsWhoIsThereWithoutStarting() {
      var pid = rooms.lookupOrStart("a", this::start);

      assertThat(
              rooms.lookupOrStart(
                  "a",
                  _ -> {
                    throw new AssertionError();
                  }))
          .isEqualTo(pid);
    }

    @Test
    void returnsWhoWasFasterMeanwhile() {
      var pid =
          rooms.lookupOrStart(
              "a",
              name -> {
                start(name);
                return new StartResult.AlreadyStarted(rooms.whereis("a").orElseThrow());
              });

      assertThat(rooms.whereis("a")).hasValue(pid);
    }

    @Test
    void triesAgainIfWhoWasFasterHasEnded() {
      var pid =
          rooms.lookupOrStart(
              "a",
              name -> {
                if (alice.isAlive()) {
                  alice.kill();
                  return new StartResult.AlreadyStarted(alice.pid());
                }
                return start(name);
              });

      assertThat(rooms.whereis("a")).hasValue(pid);
    }

    @Test
    void failsWithTheStart() {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(
              () -> rooms.lookupOrStart("a", _ -> new StartResult.Failed(ExitReason.error("full"))))
          .withMessage("start {\"rooms\", \"a\"} failed: error: full");
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> rooms.lookupOrStart("a", _ -> new StartResult.Ignored()));
    }

    @Test
    void refusesAStartThatDoesNotUseTheName() {
      assertThatIllegalStateException()
          .isThrownBy(() -> rooms.lookupOrStart("a", _ -> new StartResult.Started(alice.pid())))
          .withMessage(
              "start {\"rooms\", \"a\"} failed: %s runs, but not under that name; pass the name on"
                  + " to its StartOptions or ChildSpec",
              alice.pid());
    }
  }
}
