package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.Deadline;
import dev.dream.process.Delivery;
import dev.dream.process.EngineMessage;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.MessageKind;
import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.Observing;
import dev.dream.process.Overload;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SystemRequest;
import dev.dream.process.Tally.CallOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client side of a {@link Server}: what to call and cast to. May be used from any thread,
 * process or not. A reference by name looks the name up at each call and so survives restarts; one
 * by pid means that incarnation only.
 *
 * @param <G> the server
 */
public final class ServerRef<G> {

  private final Node node;
  private final Supplier<? extends Address> address;
  private final Duration timeout;

  private ServerRef(Node node, Supplier<? extends Address> address, Duration timeout) {
    this.node = node;
    this.address = address;
    this.timeout = timeout;
  }

  private record Known(Address get) implements Supplier<Address> {}

  /** Returns a reference to whatever is, or will be, at this address. */
  public static <G> ServerRef<G> of(Node node, Address address) {
    return of(node, new Known(address));
  }

  /**
   * Returns a reference whose address is asked for at each use, because it is not known yet. Equal
   * to another of the same supplier only. If that is {@link OnDemand}, a call or a cast first waits
   * for the start of the server, when there is none, and throws what that throws.
   */
  public static <G> ServerRef<G> of(Node node, Supplier<? extends Address> address) {
    Supplier<? extends Address> known =
        address instanceof OnDemand onDemand ? new Demand(node, onDemand) : address;
    return new ServerRef<>(node, known, GenServer.DEFAULT_TIMEOUT);
  }

  /** Returns, in a process, a reference to whoever has the name. */
  public static <G> ServerRef<G> named(String name) {
    return of(Node.current(), new Name(name));
  }

  /** Starts a server that is linked to nobody. Any thread. */
  public static <G extends Server> ServerRef<G> start(
      Node node, Supplier<G> factory, StartOptions options) {
    return Starter.started(node, factory, options, false);
  }

  /** Returns this reference with another limit for calls that name none. */
  public ServerRef<G> withTimeout(Duration callTimeout) {
    return new ServerRef<>(node, address, callTimeout);
  }

  /** Returns the node that the server is, or will be, on. */
  public Node node() {
    return node;
  }

  /** Returns how long calls wait that name no limit. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the address: a name or a pid. */
  public Address address() {
    return address.get();
  }

  /** Returns who is at the address now. */
  public Optional<Pid> pid() {
    return node.resolve(address());
  }

  /**
   * Asks the server and waits for its answer, five seconds if nothing else was set. Elixir: {@code
   * GenServer.call/2}.
   *
   * @throws CallException if the server does not exist, ends, or does not answer in time; an answer
   *     that comes later is dropped. Also if it waits, perhaps through others, for the caller
   * @throws OverloadedException if too many messages wait for it already
   */
  public <R> R call(Call<? super G, R> request) {
    return call(request, timeout);
  }

  /** Asks the server and waits so long for its answer; as {@link #call(Call)}. */
  public <R> R call(Call<? super G, R> request, Duration limit) {
    Observing observing = node.kernel().observing();
    return observing == null || request instanceof EngineMessage
        ? called(request, limit)
        : observing.sending(MessageKind.CALL, address(), request, () -> called(request, limit));
  }

  private <R> R called(Call<? super G, R> request, Duration limit) {
    if (address instanceof Demand demand) {
      return callOnDemand(demand, request, limit);
    }
    CallException.refuseSelf(node, address());
    ReplySlot slot = ask(request, limit, limit);
    return answer(request, limit, slot, slot.await(limit));
  }

  private <R> R callOnDemand(Demand known, Call<? super G, R> request, Duration limit) {
    Call<?, ?> checked = (Call<?, ?>) outgoing(request);
    Deadline deadline = node.kernel().deadline(limit);
    ReplySlot slot = known.askOther(open -> called(checked, request, open), deadline);
    return answer(request, limit, slot, slot.await(deadline.left()));
  }

  /**
   * Asks the server without waiting. The stage fails with {@link CallException}; its dependents run
   * on a virtual thread that belongs to no process.
   */
  public <R> CompletionStage<R> callAsync(Call<? super G, R> request) {
    return callAsync(request, timeout);
  }

  /** Asks the server without waiting; as {@link #callAsync(Call)}, with its own limit. */
  public <R> CompletionStage<R> callAsync(Call<? super G, R> request, Duration limit) {
    Observing observing = node.kernel().observing();
    return observing == null || request instanceof EngineMessage
        ? calledAsync(request, limit)
        : observing.sendingFirst(
            MessageKind.CALL,
            address(),
            request,
            () -> calledAsync(request, limit),
            (future, ended) -> future.whenComplete((_, failure) -> ended.accept(failure)));
  }

  private <R> CompletionStage<R> calledAsync(Call<? super G, R> request, Duration limit) {
    CompletableFuture<R> future = new CompletableFuture<>();
    ReplySlot slot;
    try {
      slot = ask(request, Duration.ZERO, limit);
    } catch (ExitException noServer) { // that could be started
      node.kernel().requireAlive();
      return CompletableFuture.failedFuture(noServer);
    }
    slot.whenDone(
        limit,
        outcome -> {
          try {
            future.complete(answer(request, limit, slot, outcome));
          } catch (Throwable failed) { // also what the request's own toString throws
            future.completeExceptionally(failed);
          }
        });
    return future;
  }

  /** Asks the server without waiting; wait by what this returns. Erlang: {@code send_request/2}. */
  public <R> RequestId<R> sendRequest(Call<? super G, R> request) {
    ReplySlot slot =
        address instanceof Demand demand
            ? tryAsk(demand, request)
            : ask(request, Duration.ZERO, timeout);
    slot.abandonWithAsker();
    return new RequestId<>(node, this, request, slot);
  }

  /**
   * Asks the server without waiting, and adds the request to a collection. Erlang: {@code
   * send_request/4}.
   */
  public <L, R> void sendRequest(
      Call<? super G, ? extends R> request, L label, RequestIds<L, R> collection) {
    collection.add(label, sendRequest(request));
  }

  /**
   * Tells the server something. If it does not exist, or its mailbox is full, that becomes a dead
   * letter without a word to the caller. Elixir: {@code GenServer.cast/2}.
   */
  public void cast(Cast<? super G> event) {
    Observing observing = node.kernel().observing();
    if (observing == null || event instanceof EngineMessage) {
      tell(event);
    } else {
      observing.sending(
          MessageKind.CAST,
          address(),
          event,
          () -> {
            tell(event);
            return true;
          });
    }
  }

  private void tell(Cast<? super G> event) {
    Envelope told = new Envelope.Casted((Cast<?>) outgoing(event));
    if (event instanceof EngineMessage) {
      node.kernel().deliver(address(), told);
    } else if (address instanceof Demand demand) {
      node.kernel().bury(demand.tell(told, node.kernel().deadline(timeout)), address(), told);
    } else {
      node.kernel().post(address(), told);
    }
  }

  /** Tells the server something if it takes it, and returns whether it did. */
  public CastOutcome tryCast(Cast<? super G> event) {
    Observing observing = node.kernel().observing();
    if (observing == null || event instanceof EngineMessage) {
      return tryTell(event);
    }
    return observing.sendingFirst(
        MessageKind.CAST,
        address(),
        event,
        () -> tryTell(event),
        (outcome, listener) -> listener.accept(refusal(event, outcome)));
  }

  /** Returns what the same cast would have failed with as a call; null if it would not. */
  private @Nullable CallException refusal(Cast<? super G> event, CastOutcome outcome) {
    Delivery why =
        switch (outcome) {
          case CastOutcome.Sent(), CastOutcome.Nobody() -> null;
          case CastOutcome.Overloaded(Overload overload) -> new Delivery.Refused(overload);
          case CastOutcome.Dropped() -> new Delivery.Dropped();
          case CastOutcome.ShuttingDown() -> new Delivery.ShuttingDown();
        };
    if (why == null) {
      return null;
    }
    String what = "cast " + node.inspector().inspect(event);
    return CallException.of(node, what, address(), timeout, new Outcome.NotDelivered(why));
  }

  private CastOutcome tryTell(Cast<? super G> event) {
    Envelope told = new Envelope.Casted((Cast<?>) outgoing(event));
    Delivery delivery =
        address instanceof Demand demand
            ? demand.tell(told, node.kernel().deadline(timeout))
            : node.kernel().offer(address(), told, Processes.INFINITY);
    return switch (delivery) {
      case Delivery.Delivered() -> new CastOutcome.Sent();
      case Delivery.Nobody() -> new CastOutcome.Nobody();
      case Delivery.Refused(Overload overload) -> new CastOutcome.Overloaded(overload);
      case Delivery.Dropped() -> new CastOutcome.Dropped();
      case Delivery.ShuttingDown() -> new CastOutcome.ShuttingDown();
    };
  }

  /**
   * Stops the server with reason normal and waits for its end. Elixir: {@code GenServer.stop/1}.
   */
  public void stop() {
    stop(ExitReason.NORMAL, timeout);
  }

  /**
   * Stops the server, once it has handled what came before, and waits for its end. If the time runs
   * out it still finishes stopping. Elixir: {@code GenServer.stop/3}.
   *
   * @throws CallException if it does not exist, ends before it is its turn to stop, ends with
   *     another reason, or not in time
   */
  public void stop(ExitReason reason, Duration limit) {
    CallException.refuseSelf(node, address());
    Deadline deadline = node.kernel().deadline(limit);
    ReplySlot end = node.kernel().openReply(address());
    try {
      Pid server = end.target();
      Address asked = server == null ? address() : server;
      Outcome outcome =
          node.kernel().system(asked, new SystemRequest.Terminate(reason)).await(limit);
      boolean stops = outcome instanceof Outcome.Answered(var answer) && answer == null;
      if (stops) {
        outcome = end.await(deadline.left());
      }
      if (!stops || !outcome.equals(new Outcome.Exited(reason))) {
        throw CallException.of(node, "stop", address(), limit, outcome);
      }
    } finally {
      end.abandon();
    }
  }

  /**
   * Sends a request.
   *
   * @param patience how long to wait for room in the mailbox
   * @param start how long to wait for the start of a server, if that is on demand
   */
  private ReplySlot ask(Call<? super G, ?> request, Duration patience, Duration start) {
    Call<?, ?> checked = (Call<?, ?>) outgoing(request); // before a slot is opened: it may refuse
    if (address instanceof Demand demand) {
      return demand.ask(slot -> called(checked, request, slot), node.kernel().deadline(start));
    }
    ReplySlot slot = node.kernel().openReply(address());
    slot.send(called(checked, request, slot), patience);
    return slot;
  }

  private ReplySlot tryAsk(Demand known, Call<? super G, ?> request) {
    Call<?, ?> checked = (Call<?, ?>) outgoing(request);
    return known.tryAsk(slot -> called(checked, request, slot), node.kernel().deadline(timeout));
  }

  private Envelope.Called called(Call<?, ?> checked, Call<? super G, ?> request, ReplySlot slot) {
    return new Envelope.Called(checked, new From(node, slot, request instanceof LocalOnly));
  }

  private Object outgoing(Object message) {
    return message instanceof LocalOnly ? message : node.kernel().checked(message);
  }

  /** Returns whether this leads to the process that runs the caller. */
  boolean isSelf() {
    Optional<Pid> self = node.self();
    return self.isPresent() && self.equals(pid());
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // handleCall's reply was checked against the request
  private <R> R answer(
      Call<? super G, R> request, Duration limit, ReplySlot slot, Outcome outcome) {
    if (outcome instanceof Outcome.Answered(@Nullable Object value)) {
      node.tally().call(CallOutcome.OK);
      return (R) value;
    }
    String what = "call " + node.inspector().inspect(request);
    CallException failed = CallException.of(node, what, address(), limit, slot.ahead(), outcome);
    node.tally().call(failed.outcome());
    throw failed;
  }

  /** Two references are equal when they lead to the same address of the same node. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServerRef<?> ref && ref.node == node && ref.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public String toString() {
    return "ServerRef[" + address() + "]";
  }
}
