package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happened, in order. Any thread. */
public final class Events {

  private final List<String> all = new ArrayList<>();

  public synchronized void add(String event) {
    all.add(event);
  }

  public synchronized List<String> all() {
    return List.copyOf(all);
  }

  /** Forgets what happened so far. */
  public synchronized void clear() {
    all.clear();
  }

  public void assertThatAre(String... expected) {
    assertThat(all()).containsExactly(expected);
  }

  /** Waits until this has happened so many times. */
  public void awaitTimes(int times, String event) {
    await(times + " times " + event)
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> count(event) >= times);
  }

  public void awaitEvent(String event) {
    awaitTimes(1, event);
  }

  public synchronized long count(String event) {
    return all.stream().filter(event::equals).count();
  }
}
