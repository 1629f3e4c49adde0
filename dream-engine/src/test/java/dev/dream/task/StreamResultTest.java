package dev.dream.task;

import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.task.TaskTest.BOOM;
import static dev.dream.task.TaskTest.info;
import static dev.dream.task.TaskTest.mail;
import static dev.dream.task.TaskTest.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.DynamicSupervisorSpec;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams of tasks, with a supervisor and without. */
@Timeout(60)
class StreamResultTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final StreamOptions ONE = StreamOptions.DEFAULT.maxConcurrency(1);
  private static final StreamOptions TWO = StreamOptions.DEFAULT.maxConcurrency(2);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private static <T> StreamResult<Object, T> ok(T value) {
    return new StreamResult.Ok<>(value);
  }

  private static <I> StreamResult<I, Object> exited(I item, ExitReason reason) {
    return new StreamResult.Exit<>(item, reason);
  }

  /** Waits for nothing, for ever. */
  private static Integer hang(Object item) {
    receive(Integer.class);
    return 0;
  }

  private static void consume(Stream<?> stream) {
    stream.forEach(_ -> {});
  }

  private static void assertNothingIsLeft() {
    Node node = Node.current();
    Pid self = self();
    assertThat(mail()).isEqualTo(nothing());
    assertThat(info().monitors()).isEmpty();
    await().atMost(TestDream.LIMIT).until(() -> node.info(self).orElseThrow().links().isEmpty());
    await()
        .atMost(TestDream.LIMIT)
        .until(() -> node.processes().stream().noneMatch(p -> p.module().equals("task")));
  }

  @Nested
  class Ordered {

    @Test
    void resultsComeInTheOrderOfTheItems() throws Exception {
      dream.run(
          () -> {
            // @start region="stream"
            List<StreamResult<String, Integer>> lengths =
                Task.asyncStream(List.of("a", "bb", "ccc"), String::length).toList();
            // @end
            assertThat(lengths).isEqualTo(List.of(ok(1), ok(2), ok(3)));
            assertNothingIsLeft();
          });
    }

    @Test
    void aFasterTaskWaitsForASlower() throws Exception {
      BlockingQueue<Pid> first = new LinkedBlockingQueue<>();
      dream.run(
          () -> {
            Stream<StreamResult<Integer, Integer>> stream =
                Task.asyncStream(
                    List.of(1, 2),
                    item -> {
                      if (item == 1) {
                        first.add(self());
                        return receive(Integer.class);
                      }
                      send(first.take(), 1);
                      return item;
                    },
                    TWO);
            assertThat(stream.toList()).isEqualTo(List.of(ok(1), ok(2)));
          });
    }

    @Test
    void nothingRunsBeforeAResultIsAskedFor() throws Exception {
      AtomicInteger runs = new AtomicInteger();
      dream.run(
          () -> {
            try (var stream =
                Task.asyncStream(List.of(1, 2, 3), _ -> runs.incrementAndGet(), ONE)) {
              assertThat(info().links()).isEmpty();
              assertThat(stream.iterator().hasNext()).isTrue();
            }
            assertThat(runs).hasValue(1);
            assertNothingIsLeft();
          });
    }

    @Test
    void anEndlessInputIsTakenAsFarAsNeeded() throws Exception {
      dream.run(
          () -> {
            Iterable<Integer> numbers = () -> Stream.iterate(1, i -> i + 1).iterator();
            try (var stream = Task.asyncStream(numbers, i -> i * i, TWO)) {
              assertThat(stream.limit(3).toList()).isEqualTo(List.of(ok(1), ok(4), ok(9)));
            }
            assertNothingIsLeft();
          });
    }

    @Test
    void neverMoreThanMaxConcurrencyRun() throws Exception {
      AtomicInteger running = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      dream.run(
          () -> {
            long done =
                Task.asyncStream(
                        IntStream.range(0, 500).boxed().toList(),
                        item -> {
                          most.accumulateAndGet(running.incrementAndGet(), Math::max);
                          Thread.yield();
                          running.decrementAndGet();
                          return item;
                        },
                        TWO)
                    .count();
            assertThat(done).isEqualTo(500);
            assertThat(most).hasValueLessThanOrEqualTo(2);
          });
    }
  }

  @Nested
  class Unordered {

    @Test
    void resultsComeInTheOrderOfCompletion() throws Exception {
      BlockingQueue<Pid> first = new LinkedBlockingQueue<>();
      dream.run(
          () -> {
            Stream<StreamResult<Integer, Integer>> stream =
                Task.asyncStream(
                    List.of(1, 2),
                    item -> {
                      if (item == 1) {
                        first.add(self());
                        return receive(Integer.class);
                      }
                      return item;
                    },
                    TWO.unordered());
            Iterator<StreamResult<Integer, Integer>> results = stream.iterator();
            assertThat(results.next()).isEqualTo(ok(2));
            send(first.take(), 1);
            assertThat(results.next()).isEqualTo(ok(1));
            assertThat(results.hasNext()).isFalse();
            assertNothingIsLeft();
          });
    }
  }

  @Nested
  class Failing {

    @Test
    void endsTheOwnerThatDoesNotTrapExits() {
      assertThatThrownBy(
              () -> dream.run(() -> consume(Task.asyncStream(List.of(1), _ -> exit(BOOM)))))
          .isInstanceOfSatisfying(
              ExitException.class, exit -> assertThat(exit.reason()).isEqualTo(BOOM));
    }

    @Test
    void isAResultForAnOwnerThatTrapsExits() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            assertThat(
                    Task.asyncStream(
                            List.of("1", "x"),
                            item -> {
                              if (item.equals("x")) {
                                exit(BOOM);
                              }
                              return item;
                            })
                        .toList())
                .isEqualTo(List.of(ok("1"), exited("x", BOOM)));
            assertNothingIsLeft();
          });
    }

    @Test
    void ofTheInputEndsTheStream() throws Exception {
      Iterator<Integer> broken =
          new Iterator<>() {
            private int next = 0;

            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public Integer next() {
              if (next == 1) {
                throw new NoSuchElementException("broken");
              }
              return next++;
            }
          };
      dream.run(
          () -> {
            assertThatThrownBy(
                    () -> Task.asyncStream(() -> broken, StreamResultTest::hang, TWO).toList())
                .isInstanceOf(NoSuchElementException.class);
            assertNothingIsLeft();
          });
    }

    @Test
    void ofTheConsumerEndsTheStream() throws Exception {
      dream.run(
          () -> {
            var stream = Task.asyncStream(List.of(1, 2), item -> item == 1 ? 1 : hang(item), TWO);
            assertThatThrownBy(
                    () ->
                        stream.forEach(
                            result -> {
                              throw new IllegalStateException("enough");
                            }))
                .hasMessage("enough");
            assertNothingIsLeft();
          });
    }
  }

  @Nested
  class TakingTooLong {

    @Test
    void exitsTheOwner() throws Exception {
      dream.run(
          () -> {
            var stream = Task.asyncStream(List.of(1, 2), StreamResultTest::hang, ONE.timeout(SOON));
            assertThatThrownBy(stream::toList)
                .isInstanceOfSatisfying(
                    TaskException.class,
                    failed -> assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT))
                .hasMessage("async stream: the task of item 1 timed out after 20 ms");
            stream.close();
            assertNothingIsLeft();
          });
    }

    @Test
    void isAResultWithKillTask() throws Exception {
      dream.run(
          () -> {
            assertThat(
                    Task.asyncStream(
                            List.of(1, 2, 3),
                            item -> item == 2 ? hang(item) : item,
                            TWO.timeout(Duration.ofMillis(200)).onTimeout(OnTimeout.KILL_TASK))
                        .toList())
                .isEqualTo(List.of(ok(1), exited(2, ExitReason.TIMEOUT), ok(3)));
            assertNothingIsLeft();
          });
    }
  }

  @Nested
  class Owner {

    @Test
    void takesLinkedTasksWithIt() throws Exception {
      BlockingQueue<Pid> tasks = new LinkedBlockingQueue<>();
      Pid owner =
          dream
              .get()
              .spawn(
                  () ->
                      consume(
                          Task.asyncStream(
                              List.of(1),
                              item -> {
                                tasks.add(self());
                                return hang(item);
                              })));
      Pid task = tasks.take();
      dream.get().exit(owner, BOOM);
      assertThat(dream.ended(task)).isIn(BOOM, ExitReason.NOPROC);
    }

    @Test
    void isTheOnlyOneToAskForMore() throws Exception {
      dream.run(
          () -> {
            try (var stream = Task.asyncStream(List.of(1, 2), item -> item, ONE)) {
              var results = stream.iterator();
              results.next();
              Pid asked = self();
              spawn(
                  () -> {
                    assertThatThrownBy(results::next)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("only one process may");
                    send(asked, "refused");
                  });
              assertThat(receive(String.class)).isEqualTo("refused");
            }
          });
    }

    @Test
    void isAProcess() {
      assertThatThrownBy(() -> Task.asyncStream(List.of(1), item -> item).toList())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no current process: Task.asyncStream was called");
    }
  }

  @Nested
  class Supervised {

    private ServerRef<TaskSupervisor> supervisor(int maxChildren) {
      return TaskSupervisor.start(
          dream.get().node(),
          DynamicSupervisorSpec.DEFAULT.maxChildren(maxChildren),
          StartOptions.DEFAULT);
    }

    @Test
    void tasksAreTheSupervisorsChildren() throws Exception {
      ServerRef<TaskSupervisor> tasks = supervisor(2);
      dream.run(
          () -> {
            assertThat(
                    TaskSupervisor.asyncStream(
                            tasks,
                            List.of(1, 2),
                            item -> item + TaskSupervisor.children(tasks).size() - item,
                            ONE)
                        .toList())
                .isEqualTo(List.of(ok(1), ok(1)));
            assertNothingIsLeft();
          });
    }

    @Test
    void withoutALinkACrashIsAResult() throws Exception {
      ServerRef<TaskSupervisor> tasks = supervisor(2);
      dream.run(
          () -> {
            assertThat(
                    TaskSupervisor.asyncStreamNoLink(
                            tasks, List.of("1", "x"), Integer::parseInt, ONE)
                        .map(StreamResult.Ok.class::isInstance)
                        .toList())
                .containsExactly(true, false);
            assertNothingIsLeft();
          });
    }

    @Test
    void withALinkACrashEndsTheOwner() {
      ServerRef<TaskSupervisor> tasks = supervisor(2);
      assertThatThrownBy(
              () ->
                  dream.run(
                      () ->
                          consume(
                              TaskSupervisor.asyncStream(tasks, List.of(1), _ -> exit(BOOM), ONE))))
          .isInstanceOfSatisfying(
              ExitException.class, exit -> assertThat(exit.reason()).isEqualTo(BOOM));
    }

    @Test
    void beyondTheLimitTheStreamIsRefused() throws Exception {
      ServerRef<TaskSupervisor> tasks = supervisor(1);
      dream.run(
          () -> {
            assertThatThrownBy(
                    () ->
                        TaskSupervisor.asyncStreamNoLink(
                                tasks, List.of(1, 2), StreamResultTest::hang, TWO)
                            .toList())
                .isInstanceOf(ChildException.class)
                .hasMessageContaining("limit 1");
            assertNothingIsLeft();
            assertThat(TaskSupervisor.children(tasks)).isEmpty();
          });
    }
  }

  @Test
  void manyItemsLeaveNothing() throws Exception {
    List<Integer> items = IntStream.range(0, 3_000).boxed().toList();
    dream.run(
        () -> {
          trapExit(true);
          List<StreamResult<Integer, Integer>> results =
              Task.asyncStream(
                      items,
                      item -> {
                        if (item % 3 == 0) {
                          exit(ExitReason.shutdown("odd"));
                        }
                        return item;
                      },
                      StreamOptions.DEFAULT.maxConcurrency(50).unordered())
                  .toList();
          assertThat(results).hasSize(items.size()).doesNotHaveDuplicates();
          assertNothingIsLeft();
        });
  }
}
