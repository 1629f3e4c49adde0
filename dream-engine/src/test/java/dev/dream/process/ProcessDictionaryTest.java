package dev.dream.process;

import static dev.dream.process.Processes.delete;
import static dev.dream.process.Processes.get;
import static dev.dream.process.Processes.getKeys;
import static dev.dream.process.Processes.put;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ProcessDictionaryTest {

  private static final ProcessKey<Integer> COUNT = ProcessKey.of("count");
  private static final ProcessKey<String> TENANT = ProcessKey.of("tenant");

  @RegisterExtension final TestNode test = new TestNode();

  @Test
  void keepsTypedValues() {
    test.run(
        () -> {
          assertThat(get(COUNT)).isEmpty();
          assertThat(put(COUNT, 1)).isEmpty();
          assertThat(put(COUNT, 2)).contains(1);
          assertThat(get(COUNT).map(count -> count + 1)).contains(3);
          put(TENANT, "acme");
          assertThat(getKeys()).containsExactlyInAnyOrder(COUNT, TENANT);
          assertThat(delete(COUNT)).contains(2);
          assertThat(delete(COUNT)).isEmpty();
          assertThat(getKeys()).containsExactly(TENANT);
        });
  }

  @Test
  void belongsToOneProcess() {
    test.run(
        () -> {
          put(COUNT, 1);
          AtomicReference<Optional<Integer>> seen = new AtomicReference<>();
          test.awaitEnd(spawn(() -> seen.set(get(COUNT))));
          assertThat(seen.get()).isEmpty();
        });
  }

  @Test
  void showsItsKeysSortedToOthers() {
    test.run(
        () -> {
          put(TENANT, "acme");
          put(COUNT, 1);
          assertThat(test.info(self()).dictionaryKeys()).containsExactly("count", "tenant");
        });
  }

  @Test
  void keysOfTheSameNameDiffer() {
    test.run(
        () -> {
          ProcessKey<Integer> other = ProcessKey.of("count");
          put(COUNT, 1);
          assertThat(get(other)).isEmpty();
        });
  }
}
