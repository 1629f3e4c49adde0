package dev.dream.registry;

import static dev.dream.process.Processes.receive;

import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A process that does what it is told, and keeps all other messages. */
final class Member {

  private final TestDream dream;
  private final Pid pid;

  private record Order<T>(Callable<T> code, CompletableFuture<T> result) {

    void carryOut() {
      try {
        result.complete(code.call());
      } catch (Throwable thrown) {
        result.completeExceptionally(thrown);
      }
    }
  }

  private Member(TestDream dream) {
    this.dream = dream;
    this.pid = dream.get().spawn(Member::obey);
  }

  static Member of(TestDream dream) {
    return new Member(dream);
  }

  /** Returns a member that traps exits. */
  static Member trapping(TestDream dream) throws Exception {
    Member member = of(dream);
    member.does(() -> Processes.trapExit(true));
    return member;
  }

  private static void obey() {
    while (true) {
      receive(Order.class).carryOut();
    }
  }

  Pid pid() {
    return pid;
  }

  <T> T does(Callable<T> code) throws Exception {
    var order = new Order<>(code, new CompletableFuture<>());
    dream.get().send(pid, order);
    return TestDream.get(order.result());
  }

  void runs(Runnable code) throws Exception {
    does(
        () -> {
          code.run();
          return true;
        });
  }

  /** Returns the messages that it has got, and forgets them. */
  List<Object> messages() throws Exception {
    return does(
        () -> {
          List<Object> all = new ArrayList<>();
          while (receive(m -> !(m instanceof Order), Duration.ZERO) instanceof Object next
              && !(next instanceof Timeout)) {
            all.add(next);
          }
          return all;
        });
  }

  /** Ends it; links and monitors have been told when this returns. */
  void kill() {
    dream.get().exit(pid, ExitReason.KILL);
  }

  boolean isAlive() {
    return dream.get().alive(pid);
  }

  List<Pid> links() {
    return dream.get().info(pid).orElseThrow().links();
  }
}
