package dev.dream.test;

import dev.dream.process.Wording;
import java.time.Duration;

/** One kind of fault that happens. */
sealed interface Rule {

  /** A rule about processes, to one of which something happens now and then. */
  sealed interface OfProcesses extends Rule {

    /** Returns how often that is a second, on average. */
    double perSecond();

    /** Returns to which. */
    Victims victims();
  }

  /** A rule about messages, to each of which something happens perhaps. */
  sealed interface OfMessages extends Rule {

    /** Returns how likely that is. */
    double probability();

    /** Returns to which. */
    Messages messages();
  }

  /** Kills. */
  record Kill(double perSecond, Victims victims) implements OfProcesses {
    public Kill {
      requireRate("kill", perSecond);
    }

    @Override
    public String toString() {
      return "kill %s, %s a second".formatted(victims, perSecond);
    }
  }

  /** Suspends for a time. */
  record Stall(double perSecond, Victims victims, Duration time) implements OfProcesses {
    public Stall {
      requireRate("stall", perSecond);
      requireTime("stall", time);
    }

    @Override
    public String toString() {
      return "stall %s for %s, %s a second".formatted(victims, Wording.of(time), perSecond);
    }
  }

  /** Loses. */
  record Drop(double probability, Messages messages) implements OfMessages {
    public Drop {
      requireProbability("drop", probability);
    }

    @Override
    public String toString() {
      return "drop %s of %s".formatted(probability, messages);
    }
  }

  /** Delivers later. */
  record Delay(double probability, Messages messages, Duration time) implements OfMessages {
    public Delay {
      requireProbability("delay", probability);
      requireTime("delay", time);
    }

    @Override
    public String toString() {
      return "delay %s of %s by %s".formatted(probability, messages, Wording.of(time));
    }
  }

  private static void requireRate(String what, double perSecond) {
    if (!(perSecond > 0 && perSecond <= 1000)) {
      throw new IllegalArgumentException(
          "%s: a rate must be above 0 and at most 1000 a second, but was %s"
              .formatted(what, perSecond));
    }
  }

  private static void requireProbability(String what, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "%s: a probability must be from 0 to 1, but was %s".formatted(what, probability));
    }
  }

  private static void requireTime(String what, Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(
          "%s: a time must be positive, but was %s".formatted(what, time));
    }
  }
}
