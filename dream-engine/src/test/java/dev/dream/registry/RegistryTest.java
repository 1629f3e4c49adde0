package dev.dream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What registries of both kinds do, shown with duplicate keys. */
class RegistryTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private Registry<String, Integer> topics;
  private Member alice;
  private Member bob;

  @BeforeEach
  void start() {
    RegistrySpec.duplicate().meta("limit", 3).start(dream.get().node(), "topics");
    topics = DuplicateRegistry.named(dream.get().node(), "topics");
    alice = Member.of(dream);
    bob = Member.of(dream);
  }

  private Entry<String, Integer> entry(String key, Member member, int value) {
    return new Entry<>(key, member.pid(), value);
  }

  private void register(Member member, String key, int value) throws Exception {
    member.runs(() -> topics.register(key, value));
  }

  @Nested
  class Reading {

    @BeforeEach
    void registerSome() throws Exception {
      register(alice, "news", 1);
      register(bob, "news", 2);
      register(alice, "news", 3);
      register(alice, "art", 4);
    }

    @Test
    void lookupFindsTheEntriesOfAKeyOldestFirst() {
      assertThat(topics.lookup("news"))
          .containsExactly(entry("news", alice, 1), entry("news", bob, 2), entry("news", alice, 3));
      assertThat(topics.lookup("none")).isEmpty();
    }

    @Test
    void matchFindsThoseWhoseValueFits() {
      assertThat(topics.match("news", value -> value > 1))
          .containsExactly(entry("news", bob, 2), entry("news", alice, 3));
      assertThat(topics.countMatch("news", value -> value > 1)).isEqualTo(2);
    }

    @Test
    void selectFindsThoseThatFitUnderAllKeys() {
      assertThat(topics.select(entry -> entry.pid().equals(alice.pid())))
          .containsExactlyInAnyOrder(
              entry("news", alice, 1), entry("news", alice, 3), entry("art", alice, 4));
      assertThat(topics.countSelect(entry -> entry.key().startsWith("n"))).isEqualTo(3);
      assertThat(topics.count()).isEqualTo(4);
    }

    @Test
    void keysAreThoseOfAProcessWithRepetition() {
      assertThat(topics.keys(alice.pid())).containsExactly("news", "news", "art");
      assertThat(topics.values("news", alice.pid())).containsExactly(1, 3);
      assertThat(topics.values("news", bob.pid())).containsExactly(2);
      assertThat(topics.values("art", bob.pid())).isEmpty();
    }

    @Test
    void dispatchHandsOverTheEntriesOfAKey() throws Exception {
      topics.dispatch(
          "news", entries -> entries.forEach(to -> dream.get().send(to.pid(), to.value())));

      assertThat(alice.messages()).containsExactly(1, 3);
      assertThat(bob.messages()).containsExactly(2);
    }

    @Test
    void dispatchDoesNothingWhereThereIsNobody() {
      topics.dispatch(
          "none",
          _ -> {
            throw new AssertionError();
          });
    }

    @Test
    void dispatchThrowsWhatTheActionThrows() {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  topics.dispatch(
                      "news",
                      _ -> {
                        throw new IllegalStateException("mine");
                      }))
          .withMessage("mine");
    }

    @Test
    void worksInsideAProcessByNameAlone() throws Exception {
      assertThat(bob.does(() -> DuplicateRegistry.<String, Integer>named("topics").count()))
          .isEqualTo(4);
    }
  }

  @Nested
  class Unregister {

    @Test
    void takesAllEntriesOfTheCallerUnderTheKey() throws Exception {
      register(alice, "news", 1);
      register(alice, "news", 2);
      register(bob, "news", 3);

      alice.runs(() -> topics.unregister("news"));

      assertThat(topics.lookup("news")).containsExactly(entry("news", bob, 3));
      assertThat(topics.keys(alice.pid())).isEmpty();
    }

    @Test
    void matchTakesOnlyWhatFits() throws Exception {
      register(alice, "news", 1);
      register(alice, "news", 2);
      register(alice, "art", 2);
      register(bob, "news", 2);

      alice.runs(() -> topics.unregisterMatch("news", value -> value == 2));

      assertThat(topics.select(_ -> true))
          .containsExactlyInAnyOrder(
              entry("news", alice, 1), entry("art", alice, 2), entry("news", bob, 2));
    }

    @Test
    void doesNothingForAKeyThatOneDoesNotHave() throws Exception {
      register(bob, "news", 1);

      alice.runs(() -> topics.unregister("news"));

      assertThat(topics.count()).isEqualTo(1);
    }

    @Test
    void ofTheLastKeyUnlinks() throws Exception {
      register(alice, "news", 1);
      register(alice, "art", 2);
      assertThat(alice.links()).hasSize(1);

      alice.runs(() -> topics.unregister("news"));
      assertThat(alice.links()).hasSize(1);

      alice.runs(() -> topics.unregister("art"));
      assertThat(alice.links()).isEmpty();
    }
  }

  @Nested
  class Death {

    @Test
    void takesTheEntriesAway() throws Exception {
      register(alice, "news", 1);
      register(alice, "art", 2);
      register(bob, "news", 3);

      alice.kill();

      assertThat(topics.select(_ -> true)).containsExactly(entry("news", bob, 3));
      assertThat(topics.count()).isEqualTo(1);
      assertThat(topics.keys(alice.pid())).isEmpty();
    }

    @Test
    void ofTheRegistryTakesTheRegisteredAlong() throws Exception {
      register(alice, "news", 1);

      dream.kill("topics");

      assertThat(dream.ended(alice.pid())).isIn(ExitReason.KILLED, ExitReason.NOPROC);
      assertThat(bob.isAlive()).isTrue();
    }

    @Test
    void ofARegistryThatIsStoppedHasReasonShutdownForTheRegistered() throws Exception {
      Member trapping = Member.trapping(dream);
      register(trapping, "news", 1);
      register(alice, "news", 1);
      var end = dream.get().whenEnded(alice.pid());

      dream.get().ref("topics").stop();

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
      assertThat(trapping.messages())
          .singleElement()
          .isInstanceOfSatisfying(
              Exit.class, exit -> assertThat(exit.reason()).isEqualTo(ExitReason.SHUTDOWN));
    }
  }

  /** A key that breaks while it is registered. */
  private static final class Moody {

    private volatile boolean broken;

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return 7;
    }
  }

  @Nested
  class BrokenKeys {

    private final Moody key = new Moody();
    private UniqueRegistry<Object, Integer> unique;

    @BeforeEach
    void startUnique() {
      RegistrySpec.unique().start(dream.get().node(), "unique");
      unique = UniqueRegistry.named(dream.get().node(), "unique");
    }

    @Test
    void doNotKeepAProcessFromEnding() throws Exception {
      Member member = Member.of(dream);
      member.runs(() -> unique.register(key, 1));
      member.runs(() -> unique.register("other", 2));
      var end = dream.get().whenEnded(member.pid());
      key.broken = true;
      dream.get().exit(member.pid(), ExitReason.KILL);
      assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
      assertThat(dream.get().info(member.pid())).isEmpty();
      assertThat(unique.whereis("other")).isEmpty();
      assertThat(logs.from(Level.ERROR)).singleElement(STRING).contains("cannot be removed");
    }

    @Test
    void doNotLinkAProcessThatDidNotRegister() throws Exception {
      Member member = Member.of(dream);
      key.broken = true;
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> member.runs(() -> unique.register(key, 1)));
      assertThat(dream.get().info(member.pid()).orElseThrow().links()).isEmpty();
    }
  }

  @Nested
  class Meta {

    @Test
    void beginsWithWhatTheSpecificationSays() {
      assertThat(topics.meta("limit")).hasValue(3);
      assertThat(topics.meta("none")).isEmpty();
    }

    @Test
    void isReplacedAndDeleted() {
      topics.putMeta("limit", 4);
      assertThat(topics.meta("limit")).hasValue(4);

      topics.deleteMeta("limit");
      topics.deleteMeta("limit");
      assertThat(topics.meta("limit")).isEmpty();
    }
  }

  @Nested
  class Listeners {

    private Member listener;
    private Registry<String, Integer> told;

    @BeforeEach
    void startWithListener() throws Exception {
      listener = Member.of(dream);
      listener.runs(() -> Processes.register("audit"));
      RegistrySpec.duplicate().listeners("audit").start(dream.get().node(), "told");
      told = DuplicateRegistry.named(dream.get().node(), "told");
    }

    @Test
    void hearOfRegistrationsAndOfTheEndOfAKey() throws Exception {
      alice.runs(() -> told.register("news", 1));
      alice.runs(() -> told.register("news", 2));
      alice.runs(() -> told.unregister("news"));

      assertThat(listener.messages())
          .containsExactly(
              new Registered("told", "news", alice.pid(), 1),
              new Registered("told", "news", alice.pid(), 2),
              new Unregistered("told", "news", alice.pid()));
    }

    @Test
    void hearNothingWhileEntriesAreLeft() throws Exception {
      alice.runs(() -> told.register("news", 1));
      alice.runs(() -> told.register("news", 2));
      listener.messages();

      alice.runs(() -> told.unregisterMatch("news", value -> value == 1));
      assertThat(listener.messages()).isEmpty();

      alice.runs(() -> told.unregisterMatch("news", value -> value == 2));
      assertThat(listener.messages())
          .containsExactly(new Unregistered("told", "news", alice.pid()));
    }

    @Test
    void hearAlsoOfAKeyThatWasNotThere() throws Exception {
      alice.runs(() -> told.unregister("news"));

      assertThat(listener.messages())
          .containsExactly(new Unregistered("told", "news", alice.pid()));
    }

    @Test
    void hearNothingOfDeaths() throws Exception {
      alice.runs(() -> told.register("news", 1));
      listener.messages();

      alice.kill();

      assertThat(listener.messages()).isEmpty();
    }

    @Test
    void thatDoNotExistFailTheCallButNotTheRegistration() throws Exception {
      listener.kill();

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> alice.runs(() -> told.register("news", 1)))
          .havingCause()
          .isInstanceOf(IllegalArgumentException.class)
          .withMessageContaining("the registry's listener \"audit\" cannot be told");
      assertThat(told.count()).isEqualTo(1);
    }
  }

  @Nested
  class Misuse {

    @Test
    void registeringOnAThreadThatIsNoProcessIsRefused() {
      assertThatIllegalStateException()
          .isThrownBy(() -> topics.register("news", 1))
          .withMessage(
              "no current process: register in registry \"topics\" was called on thread \"%s\"; a"
                  + " process registers itself, or is started under via(key)",
              Thread.currentThread().getName());
    }

    @Test
    void aRegistryThatDoesNotRunIsNamedWithThoseThatDo() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DuplicateRegistry.named(dream.get().node(), "rooms").lookup("k"))
          .withMessage(
              "lookup in registry \"rooms\" failed: no registry of that name runs; is its"
                  + " supervisor started? (registered: \"topics\")");
    }

    @Test
    void aRegistryOfTheOtherKindIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UniqueRegistry.named(dream.get().node(), "topics").whereis("k"))
          .withMessage("whereis in registry \"topics\" failed: its keys are DUPLICATE, not UNIQUE");
    }

    @Test
    void everyFunctionRefusesARegistryThatDoesNotRun() throws Exception {
      Registry<String, Integer> none = DuplicateRegistry.named(dream.get().node(), "none");
      List<Runnable> functions = new ArrayList<>();
      functions.add(() -> none.register("k", 1));
      functions.add(() -> none.unregister("k"));
      functions.add(() -> none.keys(alice.pid()));
      functions.add(() -> none.values("k", alice.pid()));
      functions.add(() -> none.count());
      functions.add(() -> none.dispatch("k", _ -> {}));
      functions.add(() -> none.meta("k"));
      functions.add(() -> none.putMeta("k", 1));
      functions.add(() -> none.deleteMeta("k"));

      alice.runs(
          () ->
              functions.forEach(
                  function -> assertThatIllegalArgumentException().isThrownBy(function::run)));
    }
  }
}
