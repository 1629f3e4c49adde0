package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Mailbox;
import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.BackoffChange;
import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.Child;
import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.MailboxChange;
import dev.dream.spring.boot.autoconfigure.DreamProperties.MailboxLimits.ExpiredCalls;
import dev.dream.spring.boot.autoconfigure.DreamProperties.MailboxLimits.Overflow;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Shutdown;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Changes how a child is run, whatever it is.
 *
 * @param mailbox what is changed if the child's bean says nothing about its mailbox
 * @param blockTimeout how long senders wait if nothing else says so
 */
record ChildValues(Mailbox mailbox, Duration blockTimeout) {

  <G> ChildSpec<G> apply(ChildPlace place, ChildSpec<G> spec, Child values) {
    ChildSpec<G> child = place.set("restart", values.restart(), spec, ChildSpec::restart);
    child =
        place.set("shutdown", values.shutdown(), child, (it, text) -> it.shutdown(shutdown(text)));
    child =
        place.set(
            "init-timeout", values.initTimeout(), child, (it, time) -> it.initTimeout(some(time)));
    child = place.set("callback-limit", values.callbackLimit(), child, ChildSpec::callbackLimit);
    if (!values.mailbox().equals(MailboxChange.NONE)) {
      child = child.mailbox(mailbox(place.at("mailbox"), child.options().mailbox(), values));
    }
    return values.backoff().equals(BackoffChange.NONE)
        ? child
        : child.backoff(BackoffValues.apply(place, child.backoff(), values.backoff()));
  }

  private static Shutdown shutdown(String text) {
    return switch (text.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "")) {
      case "brutalkill" -> Shutdown.BRUTAL_KILL;
      case "infinity" -> Shutdown.INFINITY;
      default -> new Shutdown.Within(duration(text));
    };
  }

  private static Duration duration(String text) {
    try {
      return DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "it must be a duration, brutal-kill or infinity, but was " + text, unreadable);
    }
  }

  private static Duration some(Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("it must be positive, but was " + time);
    }
    return time;
  }

  private Mailbox mailbox(ChildPlace place, @Nullable Mailbox own, Child values) {
    MailboxChange change = values.mailbox();
    Mailbox box = own == null ? mailbox : own;
    box = place.set("capacity", change.capacity(), box, ChildValues::capacity);
    box = place.set("overflow", change.overflow(), box, this::overflow);
    box = place.set("block-timeout", change.blockTimeout(), box, ChildValues::blocking);
    box =
        place.set(
            "expired-calls",
            change.expiredCalls(),
            box,
            (it, what) -> it.skippingExpired(what == ExpiredCalls.SKIP));
    return place.set("in-hand", change.inHand(), box, Mailbox::inHand);
  }

  /** 0 is no limit, as in {@code dream.mailbox.capacity}. */
  private static Mailbox capacity(Mailbox before, int messages) {
    return before.capacity(messages == 0 ? Mailbox.UNBOUNDED.capacity() : messages);
  }

  private Mailbox overflow(Mailbox before, Overflow overflow) {
    return switch (overflow) {
      case REFUSE ->
          new Mailbox(
              before.capacity(),
              new Mailbox.Refuse(),
              before.dropped(),
              before.skipsExpired(),
              before.inHand());
      case BLOCK ->
          before.overflow() instanceof Mailbox.Block ? before : before.blocking(blockTimeout);
    };
  }

  private static Mailbox blocking(Mailbox before, Duration time) {
    if (!(before.overflow() instanceof Mailbox.Block)) {
      throw new IllegalArgumentException(
          "no sender waits for room in this mailbox, since its overflow is refuse, not block");
    }
    return before.blocking(time);
  }
}
