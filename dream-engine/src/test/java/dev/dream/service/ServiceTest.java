package dev.dream.service;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Dream;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.Stateful;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.process.Status;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.sys.Sys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ServiceTest {

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  // @start region="example"
  interface Counter {

    int add(int by);

    void reset();

    CompletableFuture<Integer> value();

    default int addTwice(int by) {
      add(by);
      return add(by);
    }
  }

  static class CounterService implements Counter {

    private int count;

    @Override
    public int add(int by) {
      count += by;
      return count;
    }

    @Override
    public void reset() {
      count = 0;
    }

    @Override
    public CompletableFuture<Integer> value() {
      return CompletableFuture.completedFuture(count);
    }
  }

  @Test
  void isCalledLikeAnObject() throws Exception {
    Dream dream = test.get();
    dream.startSupervisor(
        SupervisorSpec.oneForOne(
            ChildSpec.service("counter", Counter.class, CounterService::new).named()),
        StartOptions.DEFAULT);
    Counter counter = dream.service(Counter.class, "counter");

    assertThat(counter.add(5)).isEqualTo(5);
    counter.reset();
    assertThat(counter.addTwice(2)).isEqualTo(4);
    assertThat(counter.value().get()).isEqualTo(4);
  }

  // @end

  interface Desk {

    String where();

    @Awaited
    void work() throws IOException;

    void fail();

    @Nullable String find(String key);

    @CallTimeout(20)
    int late();

    @CallTimeout(20)
    CompletableFuture<Integer> lateToo();

    @CallTimeout(value = 20, unit = TimeUnit.SECONDS)
    CompletionStage<String> ask();

    int check(int number) throws IOException;

    int loose() throws Exception;

    int strict() throws IllegalStateException;

    int broken();

    CompletableFuture<Integer> none();

    void login(String user, String password);
  }

  static class DeskService
      implements Desk,
          ServiceCallbacks.Init,
          ServiceCallbacks.HandleContinue,
          ServiceCallbacks.HandleInfo,
          ServiceCallbacks.Terminate,
          ServiceCallbacks.FormatStatus {

    static final CountDownLatch NEVER = new CountDownLatch(1);

    final List<String> told = new ArrayList<>();
    final CompletableFuture<String> answer = new CompletableFuture<>();
    final CompletableFuture<ExitReason> end;

    DeskService(CompletableFuture<ExitReason> end) {
      this.end = end;
    }

    @Override
    public void init() {
      Processes.trapExit(true);
      told.add("init");
    }

    @Override
    public void handleContinue() {
      told.add("continue");
    }

    @Override
    public void handleInfo(Object message) {
      told.add(message.toString());
      if (message instanceof String text) {
        answer.complete(text);
      }
    }

    @Override
    public void terminate(ExitReason reason) {
      end.complete(reason);
    }

    @Override
    public Status formatStatus(Status status) {
      return status.state("hidden");
    }

    @Override
    public String where() {
      return Processes.self() + " " + told;
    }

    @Override
    public void work() throws IOException {
      throw new IOException("no paper");
    }

    @Override
    public void fail() {
      throw new IllegalStateException("unable");
    }

    @Override
    public @Nullable String find(String key) {
      return null;
    }

    @Override
    public int late() {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return 1;
    }

    @Override
    public CompletableFuture<Integer> lateToo() {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<String> ask() {
      return answer;
    }

    @Override
    public int check(int number) throws IOException {
      if (number < 0) {
        throw new IOException("negative: " + number);
      }
      return number;
    }

    @Override
    public int loose() throws Exception {
      throw new IllegalArgumentException("a bug");
    }

    @Override
    public int strict() throws IllegalStateException {
      throw new IllegalStateException("declared");
    }

    @Override
    public int broken() {
      throw new AssertionError("broken");
    }

    @Override
    @SuppressWarnings("NullAway") // the mistake that is tested
    public CompletableFuture<Integer> none() {
      return null;
    }

    @Override
    public void login(String user, String password) {
      throw new IllegalStateException("nobody may");
    }
  }

  private final CompletableFuture<ExitReason> end = new CompletableFuture<>();

  private <T> ServerRef<?> start(Class<T> type, Supplier<? extends T> implementation) {
    return test.get().start(Service.server(type, implementation));
  }

  private ServerRef<?> startDesk() {
    return start(Desk.class, () -> new DeskService(end));
  }

  private static Desk desk(ServerRef<?> server) {
    return Service.client(Desk.class, server);
  }

  private Pid pid(ServerRef<?> server) {
    return server.pid().orElseThrow();
  }

  @Nested
  class Client {

    @Test
    void runsMethodsInTheProcess() {
      ServerRef<?> server = startDesk();
      assertThat(desk(server).where()).isEqualTo(pid(server) + " [init, continue]");
    }

    @Test
    void mayGetNull() {
      assertThat(desk(startDesk()).find("x")).isNull();
    }

    @Test
    void waitsForAVoidThatIsAwaitedAndGetsWhatItDeclares() {
      ServerRef<?> server = startDesk();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> desk(server).work())
          .withMessage("no paper");
      assertThat(test.get().alive(pid(server))).isTrue();
    }

    @Test
    void waitsAsLongAsTheMethodSays() {
      ServerRef<?> server = startDesk();
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> desk(server).late())
          .withMessageContaining("call late()")
          .withMessageContaining("20 ms");
    }

    @Test
    void getsAFutureThatFailsWhenTimeIsUp() {
      CompletableFuture<Integer> late = desk(startDesk()).lateToo();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> late.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .havingCause()
          .isInstanceOf(CallException.class)
          .withMessageContaining("lateToo()");
    }

    @Test
    void getsWhatIsCompletedLaterWhileTheProcessGoesOn() throws Exception {
      ServerRef<?> server = startDesk();
      Desk desk = desk(server);
      CompletableFuture<String> answer = desk.ask().toCompletableFuture();
      assertThat(desk.where()).contains("init");
      assertThat(answer).isNotDone();
      test.get().send(pid(server), "at last");
      assertThat(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("at last");
    }

    @Test
    void isRefusedByANobody() {
      Desk nobody = test.get().service(Desk.class, "nobody");
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(nobody::where)
          .withMessageContaining("nobody");
      nobody.fail(); // a cast
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> nobody.lateToo().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .withCauseInstanceOf(CallException.class);
    }

    @Test
    void isEqualToOneOfTheSameServer() {
      Dream dream = test.get();
      Counter counter = dream.service(Counter.class, "a");
      assertThat(counter)
          .isEqualTo(dream.service(Counter.class, "a"))
          .hasSameHashCodeAs(dream.service(Counter.class, "a"))
          .isNotEqualTo(dream.service(Counter.class, "b"))
          .isNotEqualTo(dream.service(Desk.class, "a"))
          .isNotEqualTo("a")
          .hasToString("Counter[\"a\"]");
    }

    @Test
    void isFoundByNameInAProcess() throws Exception {
      test.get()
          .start(
              Service.server(Counter.class, CounterService::new),
              StartOptions.DEFAULT.name("counter"));
      test.run(() -> assertThat(Service.named(Counter.class, "counter").add(1)).isEqualTo(1));
    }

    @Test
    void refusesToWaitForItself() {
      interface Recursive {
        int depth();
      }
      ServerRef<?>[] server = new ServerRef<?>[1];
      server[0] = start(Recursive.class, () -> () -> ownDepth(server[0]));
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Service.client(Recursive.class, server[0]).depth());
    }

    private int ownDepth(ServerRef<?> self) {
      Counter counter = Service.client(Counter.class, self);
      return counter.add(1);
    }
  }

  @Nested
  class Failure {

    @Test
    void thatIsDeclaredReachesTheClientAndEndsNothing() throws Exception {
      ServerRef<?> server = startDesk();
      Desk desk = desk(server);
      assertThat(desk.check(1)).isEqualTo(1);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> desk.check(-1))
          .withMessage("negative: -1");
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(desk::strict);
      assertThat(test.get().alive(pid(server))).isTrue();
    }

    @Test
    void thatIsDeclaredAsExceptionOnlyIsABug() throws Exception {
      ServerRef<?> server = startDesk();
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> desk(server).loose())
          .withMessageContaining("a bug");
      assertThat(end.get().toString()).contains("a bug");
    }

    interface Odd {

      @Awaited
      void leave() throws RuntimeException;

      @Awaited
      void raise() throws Throwable;
    }

    static class OddService implements Odd {

      @Override
      public void leave() {
        throw Processes.exit(ExitReason.shutdown("enough"));
      }

      @Override
      public void raise() throws Throwable {
        throw new Throwable("of no other type");
      }
    }

    @Test
    void thatIsAnExitEndsTheProcessWhateverIsDeclared() {
      ServerRef<?> server = start(Odd.class, OddService::new);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Service.client(Odd.class, server).leave())
          .withMessageContaining("enough");
      assertThat(server.pid()).isEmpty();
    }

    @Test
    void thatIsDeclaredMayBeAnyThrowable() {
      ServerRef<?> server = start(Odd.class, OddService::new);
      assertThatThrownBy(() -> Service.client(Odd.class, server).raise())
          .hasMessage("of no other type");
      assertThat(server.pid()).isPresent();
    }

    @Test
    void thatIsAnErrorEndsTheProcess() {
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> desk(startDesk()).broken())
          .withMessageContaining("broken");
    }

    @Test
    void ofACastEndsTheProcess() throws Exception {
      desk(startDesk()).fail();
      assertThat(end.get(LIMIT.toSeconds(), TimeUnit.SECONDS).toString()).contains("unable");
    }

    @Test
    void ofAFutureReachesTheClientAndEndsNothing() {
      ServerRef<?> server =
          start(
              Counter.class,
              () ->
                  new CounterService() {
                    @Override
                    public CompletableFuture<Integer> value() {
                      return CompletableFuture.supplyAsync(
                          () -> {
                            throw new IllegalStateException("no value");
                          });
                    }
                  });
      CompletableFuture<Integer> value = Service.client(Counter.class, server).value();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> value.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .withCauseInstanceOf(IllegalStateException.class)
          .withMessageContaining("no value");
      assertThat(test.get().alive(pid(server))).isTrue();
    }

    @Test
    void ofAMissingFutureSaysWhoForgotIt() {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> desk(startDesk()).none().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .withMessageContaining("Desk.none returned null");
    }

    @Test
    void ofTheConstructorOrOfInitIsThatOfTheStart() {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(
              () ->
                  start(
                      Counter.class,
                      () -> {
                        throw new IllegalStateException("no counter today");
                      }))
          .withMessageContaining("no counter today");
    }
  }

  @Nested
  class Callbacks {

    @Test
    void areCalled() throws Exception {
      ServerRef<?> server = startDesk();
      test.get().send(pid(server), "news");
      await().atMost(LIMIT).until(() -> desk(server).where().endsWith("continue, news]"));
      server.stop();
      assertThat(end.get()).isEqualTo(ExitReason.NORMAL);
    }

    @Test
    void neededByNobodyAreNotMissed() {
      ServerRef<?> server = start(Counter.class, CounterService::new);
      test.get().send(pid(server), "unexpected");
      assertThat(Service.client(Counter.class, server).add(1)).isEqualTo(1);
      assertThat(logs.from(Level.WARN))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .endsWith("CounterService got an unexpected message: unexpected"));
      server.stop();
    }
  }

  @Nested
  class Shown {

    @Test
    void asTheImplementation() {
      ServerRef<?> server = start(Counter.class, CounterService::new);
      assertThat(test.get().info(pid(server)).map(ProcessInfo::module).orElseThrow())
          .endsWith("CounterService");
      ServerRef<Stateful<Object>> stateful = ServerRef.of(test.get().node(), pid(server));
      assertThat(Sys.getState(stateful)).isInstanceOf(CounterService.class);
    }

    @Test
    void withArgumentsButNoSecrets() {
      ServerRef<?> server = startDesk();
      desk(server).where();
      desk(server).login("ann", "pa55word");
      await().atMost(LIMIT).until(() -> !test.get().crashes().latest().isEmpty());
      assertThat(test.get().crashes().latest().getFirst().report().lastTypes())
          .endsWith("where", "login");
      String report = test.get().crashes().latest().getFirst().toString();
      assertThat(report).contains("login(ann, ").contains("hidden").doesNotContain("pa55word");
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  logs.from(Level.ERROR).stream()
                      .anyMatch(line -> line.contains("crashed handling login")));
    }

    @Test
    void briefly() throws Exception {
      Operation add = Operations.of(Counter.class).of(Counter.class.getMethod("add", int.class));
      assertThat(new Invocation(add, new Object[] {5})).hasToString("add(…)");
      Operation reset = Operations.of(Counter.class).of(Counter.class.getMethod("reset"));
      assertThat(new Invocation(reset, null)).hasToString("reset()");
      assertThat(add).hasToString("Counter.add");
    }
  }
}
