package dev.dream.bench;

import dev.dream.process.Callbacks;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.NodeOptions;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.SpawnOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a message, a process and a request cost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {

  private static final int OPERATIONS = 100_000;

  private Node node;
  private Pid echo;

  /** Starts the engine. */
  @Setup
  public void start() {
    node = new Node(NodeOptions.of("bench", Runtime.getRuntime().availableProcessors()));
    echo = spawn(question -> ((ReplySlot) question).answer("answer"));
  }

  /** Stops the engine. */
  @TearDown
  public void stop() {
    node.close();
  }

  /** A message from one callback process to another and one back. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void pingPong() throws InterruptedException {
    var done = new CountDownLatch(1);
    Pid pong = spawn(ping -> Processes.send((Pid) ping, "pong"));
    Pid ping = node.spawn(new Ping(pong, done), SpawnOptions.NONE);
    node.send(ping, "go");
    done.await();
    node.exit(ping, ExitReason.SHUTDOWN);
    node.exit(pong, ExitReason.SHUTDOWN);
  }

  /** A callback process that is sent one message, takes it and ends. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void spawnToExit() throws InterruptedException {
    var done = new CountDownLatch(OPERATIONS);
    Pid spawner = spawn(_ -> spawnMany(done));
    node.send(spawner, "go");
    done.await();
    node.exit(spawner, ExitReason.SHUTDOWN);
  }

  /** Requests of a virtual thread, one after the other. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void request() throws InterruptedException {
    Thread.startVirtualThread(this::askMany).join();
  }

  private void spawnMany(CountDownLatch done) {
    for (int i = 0; i < OPERATIONS; i++) {
      Pid child =
          spawn(
              _ -> {
                done.countDown();
                Processes.exit(ExitReason.NORMAL);
              });
      node.send(child, "end");
    }
  }

  private void askMany() {
    for (int i = 0; i < OPERATIONS; i++) {
      ReplySlot slot = node.kernel().openReply(echo);
      node.send(echo, slot);
      slot.await(Processes.INFINITY);
    }
  }

  private Pid spawn(Consumer<Object> server) {
    return node.spawn(
        new Callbacks() {
          @Override
          public void begin() {}

          @Override
          public void handle(Object message) {
            server.accept(message);
          }
        },
        SpawnOptions.NONE);
  }

  private static final class Ping implements Callbacks {

    private final Pid pong;
    private final CountDownLatch done;
    private int left = OPERATIONS;

    Ping(Pid pong, CountDownLatch done) {
      this.pong = pong;
      this.done = done;
    }

    @Override
    public void begin() {}

    @Override
    public void handle(Object message) {
      if (left-- == 0) {
        done.countDown();
      } else {
        Processes.send(pong, Processes.self());
      }
    }
  }
}
