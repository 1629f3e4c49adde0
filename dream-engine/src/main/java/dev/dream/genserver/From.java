package dev.dream.genserver;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ReplySlot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who made a call and waits. A server that answered {@code noReply} keeps it and replies later, or
 * hands it to another process that does. Elixir: {@code from}.
 */
public final class From {

  private final Node node;
  private final ReplySlot slot;
  private final boolean localOnly;

  From(Node node, ReplySlot slot, boolean localOnly) {
    this.node = node;
    this.slot = slot;
    this.localOnly = localOnly;
  }

  /** Returns the calling process, or nothing if the caller is an ordinary thread. */
  public Optional<Pid> pid() {
    return Optional.ofNullable(slot.caller());
  }

  /**
   * Replies, from any thread. A reply for which nobody waits any more is dropped and counted.
   * Elixir: {@code GenServer.reply/2}.
   *
   * @param request the request, as the witness of the answer's type
   */
  public <R> void reply(Call<?, R> request, R answer) {
    answer(answer);
  }

  /** Returns whether the caller still waits: its call has not timed out and it is alive. */
  public boolean isWaiting() {
    return slot.isOpen();
  }

  /** Takes note that the server has gone on without an answer. */
  void deferred() {
    slot.defer();
  }

  void answer(@Nullable Object answer) {
    slot.answer(checked(answer));
  }

  /** Answers at the moment at which the process, which is about to end, has ended. */
  void answerAtEnd(@Nullable Object answer) {
    slot.answerAtEnd(checked(answer));
  }

  private @Nullable Object checked(@Nullable Object answer) {
    return answer == null || localOnly ? answer : node.kernel().checked(answer);
  }
}
