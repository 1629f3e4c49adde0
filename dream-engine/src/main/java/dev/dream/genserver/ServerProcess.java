package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.Callbacks;
import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.Status;
import dev.dream.process.Via;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The process of a {@link Server} of any kind: its start, its parent and its end; the rest is done
 * by its {@link ServerLoop}. All fields belong to the process; {@code server} is also read by those
 * who look at it from outside, and so volatile.
 */
sealed class ServerProcess implements Callbacks permits IdlingServerProcess {

  private final StartOptions options;
  private final boolean linked;
  private @Nullable Start start;
  private volatile @Nullable Server server;
  private @Nullable ServerLoop loop;

  ServerProcess(
      Supplier<? extends Server> factory, StartOptions options, boolean linked, ReplySlot starter) {
    this.options = options;
    this.linked = linked;
    this.start = new Start(factory, starter);
  }

  /** What it needs until it has started. */
  private record Start(Supplier<? extends Server> factory, ReplySlot starter) {}

  @Override
  public String module() {
    Server made = server;
    return made == null ? "GenServer" : made.module();
  }

  @Override
  public Optional<Duration> callbackLimit() {
    Server made = server;
    return options.callbackLimit() != null || made == null
        ? Optional.ofNullable(options.callbackLimit())
        : made.callbackLimit();
  }

  @Override
  public Optional<Object> observe() {
    return server instanceof Observed observed ? observed.observe() : Optional.empty();
  }

  @Override
  public @Nullable Object inHand(Object taken) {
    return loop == null ? taken : loop.inHand(taken);
  }

  @Override
  public Collection<?> held() {
    return loop == null ? List.of() : loop.held();
  }

  @Override
  public boolean isUrgent(Object message) {
    return message instanceof Exit exit && exit.from().equals(parent());
  }

  @Override
  public void terminate(ExitReason reason) throws Exception {
    throw loop().stop(reason);
  }

  @Override
  public @Nullable Object state() {
    return loop == null ? null : loop.state();
  }

  @Override
  public void replaceState(@Nullable Object state) {
    loop().replaceState(state);
  }

  @Override
  public Status formatStatus(Status status) {
    return loop == null ? status : loop.formatStatus(status);
  }

  @Override
  public void begin() throws Exception {
    Start begun = start;
    if (begun == null) {
      throw new IllegalStateException("a server was begun twice");
    }
    start = null;
    if (!initialized(begun.factory())) {
      giveViaBack();
      begun.starter().answer(false);
      throw new ExitException(ExitReason.NORMAL);
    }
    begun.starter().answer(true);
    loop().begin();
  }

  private @Nullable Pid parent() {
    return linked ? Processes.parent().orElse(null) : Processes.self(); // OTP: its own parent
  }

  private boolean initialized(Supplier<? extends Server> factory) throws Exception {
    try {
      Server made = factory.get();
      server = made;
      ServerLoop driver = made.serverLoop();
      boolean wanted = driver.init();
      loop = driver; // from now on there is a state
      return wanted;
    } catch (Throwable thrown) {
      giveViaBackAfter(thrown);
      throw thrown;
    }
  }

  @Override
  public void handle(Object message) throws Exception {
    switch (message) {
      case Envelope.Called call when !call.from().isWaiting() && skipsExpired() -> expired(call);
      case Envelope.Called(Call<?, ?> request, From from) -> {
        loop().called(request, from);
        from.deferred(); // if it has not been answered
      }
      case Envelope.Casted(Cast<?> event) -> loop().casted(event);
      case Exit exit when isUrgent(exit) -> throw loop().stop(exit.reason());
      default -> loop().info(message);
    }
  }

  /** Gives a name back to who keeps it for us; the end of the process frees one of the engine's. */
  private void giveViaBack() {
    if (options.name() instanceof Via via) {
      via.unregister(Processes.self());
    }
  }

  /** The same; the reason of the end is why the start failed, not what the name's keeper throws. */
  private void giveViaBackAfter(Throwable failure) {
    try {
      giveViaBack();
    } catch (RuntimeException keeperFailed) {
      failure.addSuppressed(keeperFailed);
    }
  }

  private static boolean skipsExpired() {
    return Node.current().kernel().mailbox().skipsExpired();
  }

  /** Takes note of a call whose caller has left: to do the work would help nobody. */
  private static void expired(Envelope.Called call) {
    Node node = Node.current();
    Pid self = Processes.self();
    Address to = node.nameOf(self).<Address>map(Name::new).orElse(self);
    node.deadLetters().add(Reason.EXPIRED, call, call.from().pid().orElse(null), to);
  }

  final ServerLoop loop() {
    if (loop == null) {
      throw new IllegalStateException("a message was handled before begin()");
    }
    return loop;
  }
}
