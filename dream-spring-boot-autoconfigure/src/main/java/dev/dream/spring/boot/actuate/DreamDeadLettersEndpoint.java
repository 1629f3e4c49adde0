package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Address;
import dev.dream.process.Alias;
import dev.dream.process.DeadLetter;
import dev.dream.process.DeadLetters;
import dev.dream.process.Delivery;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.Via;
import dev.dream.spring.boot.actuate.Audit.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Lists the latest messages that reached nobody, and sends one again. */
@Endpoint(id = "dreamdeadletters", defaultAccess = Access.READ_ONLY)
public final class DreamDeadLettersEndpoint {

  private static final int MOST = Selection.MOST_NUMBER;

  private final Dream dream;
  private final Values values;
  private final Audit audit;

  /** Creates it for an engine. */
  public DreamDeadLettersEndpoint(Dream dream, Values values, Audit audit) {
    this.dream = dream;
    this.values = values;
    this.audit = audit;
  }

  /**
   * Lists dead letters, the latest first.
   *
   * @param limit how many to list, at most 1000; 100 if nothing is said
   * @param offset how many to leave out at the beginning
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> deadLetters(
      SecurityContext asker, @Nullable String limit, @Nullable String offset) {
    return RefusedException.answer(
        () ->
            list(
                values.to(asker),
                Selection.limit(limit),
                Selection.number("offset", offset, 0, 0, MOST)));
  }

  /** Shows one dead letter, by its number. */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> deadLetter(
      SecurityContext asker, @Selector String number) {
    return RefusedException.answer(() -> letter(find(number), values.to(asker)));
  }

  /** Sends a dead letter again, to whoever is at its address now. */
  @WriteOperation
  public WebEndpointResponse<OperationResponseBody> sendAgain(
      SecurityContext asker, @Selector String number) {
    return audit.answer(
        asker, Operation.DEAD_LETTER_SEND, Map.of("number", number), () -> again(find(number)));
  }

  private DeadLetterList list(Values.View view, int limit, int offset) {
    DeadLetters letters = dream.deadLetters();
    Map<String, Long> counts = new TreeMap<>();
    letters.counts().forEach((reason, count) -> counts.put(Words.of(reason), count));
    List<DeadLetter> kept = letters.recent();
    return new DeadLetterList(
        counts,
        dream.tally().refused(),
        dream.tally().lateReplies(),
        dream.tally().lostTimers(),
        kept.size(),
        offset,
        limit,
        kept.stream().skip(offset).limit(limit).map(letter -> letter(letter, view)).toList());
  }

  private DeadLetter find(String number) throws RefusedException {
    return dream
        .deadLetters()
        .find(Selection.number("number", number, 0, 1, MOST))
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.notFound("no dead letter has the number " + number + " any more")));
  }

  private SentAgain again(DeadLetter letter) throws RefusedException {
    try {
      Delivery delivery = dream.deadLetters().sendAgain(letter.number());
      return new SentAgain(letter.number(), words(delivery));
    } catch (IllegalArgumentException refused) {
      throw new RefusedException(Problem.conflict(String.valueOf(refused.getMessage())));
    }
  }

  private LetterSummary letter(DeadLetter letter, Values.View view) {
    return new LetterSummary(
        letter.number(),
        letter.at(),
        Words.of(letter.reason()),
        letter.type(),
        view.text("message", dream.node().inspector().inspect(letter.message())),
        letter.from() == null ? null : PidText.of(letter.from()),
        text(letter.to()));
  }

  private static String text(Address address) {
    return switch (address) {
      case Name(String name) -> name;
      case Pid pid -> PidText.of(pid);
      case Via _, Alias _ -> KeyText.shortened(address);
    };
  }

  private static String words(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Delivered() -> "delivered";
      case Delivery.Nobody() -> "nobody";
      case Delivery.Refused _ -> "refused";
      case Delivery.Dropped() -> "dropped";
      case Delivery.ShuttingDown() -> "shutting_down";
    };
  }

  /**
   * Some of the dead letters, and what else did not arrive.
   *
   * @param counts how many there were since the engine began, by reason
   * @param refused how many messages found a full mailbox, also of those whose senders were told
   * @param lateReplies how many replies came when nobody waited any more
   * @param lostTimers how many timers found nobody
   * @param kept how many are kept
   * @param offset how many were left out at the beginning
   * @param limit how many were asked for
   * @param letters those, the latest first
   */
  public record DeadLetterList(
      Map<String, Long> counts,
      long refused,
      long lateReplies,
      long lostTimers,
      int kept,
      int offset,
      int limit,
      List<LetterSummary> letters)
      implements OperationResponseBody {}

  /**
   * One dead letter.
   *
   * @param number which, in the life of the engine
   * @param at when it was found
   * @param reason why it reached nobody
   * @param type what kind of message
   * @param message what it says, or {@code ******}
   * @param from the process that sent it, if it was one and is known
   * @param to whom it was for
   */
  public record LetterSummary(
      long number,
      Instant at,
      String reason,
      String type,
      @Nullable String message,
      @Nullable String from,
      String to)
      implements OperationResponseBody {}

  /**
   * What became of a dead letter that was sent again.
   *
   * @param number which it was
   * @param outcome delivered, or why it is one again
   */
  public record SentAgain(long number, String outcome) implements OperationResponseBody {}
}
