package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.Faults;
import dev.dream.process.Pid;
import dev.dream.process.Wording;
import dev.dream.test.ChaosEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Decides about messages, by the first rule that hits. Runs on the senders' threads. */
final class MessageFaults implements Faults {

  private final Dream dream;
  private final long seed;
  private final Journal journal;
  private final List<Counted> rules = new ArrayList<>();

  /** A rule, its number, and about how many messages it has decided. */
  private record Counted(Rule.OfMessages rule, int number, AtomicLong decided) {}

  MessageFaults(Dream dream, long seed, List<Rule> rules, Journal journal) {
    this.dream = dream;
    this.seed = seed;
    this.journal = journal;
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof Rule.OfMessages rule) {
        this.rules.add(new Counted(rule, i + 1, new AtomicLong()));
      }
    }
  }

  @Override
  public Fault meet(Pid to, Object message) {
    for (Counted counted : rules) {
      if (includes(counted.rule, to, message)) {
        Draw draw = new Draw(seed, counted.number, counted.decided.incrementAndGet());
        if (draw.happens(counted.rule.probability())) {
          return hit(counted.rule, draw, to, message);
        }
      }
    }
    return Fault.NONE;
  }

  /** A predicate that fails must not make the sender fail. */
  private boolean includes(Rule.OfMessages rule, Pid to, Object message) {
    try {
      return rule.messages().include(dream, to, message);
    } catch (RuntimeException thrown) {
      journal.failed(thrown);
      return false;
    }
  }

  private Fault hit(Rule.OfMessages rule, Draw draw, Pid to, Object message) {
    String type = Wording.typeOf(message);
    return switch (rule) {
      case Rule.Drop _ -> {
        journal.add(Kind.DROPPED, draw, to, type);
        yield Fault.LOST;
      }
      case Rule.Delay delay -> {
        journal.add(Kind.DELAYED, draw, to, type);
        yield new Fault.Late(delay.time());
      }
    };
  }
}
