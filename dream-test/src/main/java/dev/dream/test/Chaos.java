package dev.dream.test;

import dev.dream.Dream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Faults that happen to an engine on purpose, at random, from {@link #start} until that is closed:
 * processes are killed or stalled at a rate, messages are lost or late with a probability.
 * Immutable; each method returns a changed copy.
 *
 * {@snippet class="dev.dream.test.ChaosTest" region="example"}
 *
 * <p>The same seed draws the same faults: the n-th message that a rule is about is hit or not, and
 * the pauses between a rule's kills are as long, in each run. Which message is the n-th, and who is
 * alive at that moment, is up to the threads.
 *
 * <p>Supervisors are spared, and messages to them, unless {@link Victims#andSupervisors} says
 * otherwise. Elixir and OTP have nothing of the kind.
 */
public final class Chaos {

  private final Dream dream;
  private final long seed;
  private final List<Rule> rules;

  private Chaos(Dream dream, long seed, List<Rule> rules) {
    this.dream = dream;
    this.seed = seed;
    this.rules = rules;
  }

  /** Returns no chaos at all, for an engine, with a seed of its own. */
  public static Chaos on(Dream dream) {
    return new Chaos(dream, ThreadLocalRandom.current().nextLong(1_000_000), List.of());
  }

  /** Returns this chaos with what decides about it all. */
  public Chaos seed(long newSeed) {
    return new Chaos(dream, newSeed, rules);
  }

  /**
   * Kills one of these processes so many times a second on average, whoever traps exits. Erlang:
   * {@code exit(Pid, kill)}.
   */
  public Chaos kill(double perSecond, Victims victims) {
    return with(new Rule.Kill(perSecond, victims));
  }

  /**
   * Lets one of these processes stand still for a time, so many times a second on average: its
   * messages wait, as by {@link dev.dream.sys.Sys#suspend}. A plain process cannot be stalled.
   */
  public Chaos stall(double perSecond, Victims victims, Duration time) {
    return with(new Rule.Stall(perSecond, victims, time));
  }

  /**
   * Loses each of these messages with this probability. A lost message is a dead letter with reason
   * fault; who cast it does not know, and who called waits in vain.
   */
  public Chaos drop(double probability, Messages messages) {
    return with(new Rule.Drop(probability, messages));
  }

  /**
   * Lets each of these messages arrive later with this probability, perhaps after others that were
   * sent later.
   */
  public Chaos delay(double probability, Messages messages, Duration time) {
    return with(new Rule.Delay(probability, messages, time));
  }

  private Chaos with(Rule rule) {
    return new Chaos(dream, seed, Stream.concat(rules.stream(), Stream.of(rule)).toList());
  }

  /**
   * Lets it begin, until the result is closed.
   *
   * @throws IllegalStateException if there is chaos on this engine already
   */
  public RunningChaos start() {
    return RunningChaos.start(dream, seed, rules);
  }

  @Override
  public String toString() {
    return "chaos with seed %d: %s".formatted(seed, rules);
  }
}
