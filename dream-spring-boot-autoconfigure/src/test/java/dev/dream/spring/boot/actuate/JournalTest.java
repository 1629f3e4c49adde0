package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JournalTest {

  private final Journal<String> journal = new Journal<>(3);

  private void add(int count) {
    LongStream.range(0, count).forEach(_ -> journal.add(number -> "entry " + number));
  }

  @Test
  void hasNothingAtFirst() {
    assertThat(journal.after(0, 10)).isEqualTo(new Journal.Page<>(0, 1, 0, List.of()));
    assertThat(journal.latest(10)).isEqualTo(new Journal.Page<>(0, 1, 0, List.of()));
  }

  @Test
  void tellsWhatCameAfterANumberTheOldestFirst() {
    add(3);

    assertThat(journal.after(1, 10))
        .isEqualTo(new Journal.Page<>(3, 2, 0, List.of("entry 2", "entry 3")));
    assertThat(journal.after(1, 1).entries()).containsExactly("entry 2");
    assertThat(journal.after(3, 10).entries()).isEmpty();
  }

  @Test
  void tellsHowManyItDoesNotKeepAnyMore() {
    add(10);

    assertThat(journal.after(5, 10))
        .isEqualTo(new Journal.Page<>(10, 8, 2, List.of("entry 8", "entry 9", "entry 10")));
    assertThat(journal.after(7, 10).missed()).isZero();
  }

  @Test
  void tellsTheLatest() {
    add(5);

    assertThat(journal.latest(2))
        .isEqualTo(new Journal.Page<>(5, 4, 0, List.of("entry 4", "entry 5")));
    assertThat(journal.latest(10).entries()).hasSize(3);
  }

  @Test
  void beginsAnewForWhoKnowsANumberOfAnEarlierRun() {
    add(2);

    assertThat(journal.after(100, 10).entries()).containsExactly("entry 1", "entry 2");
  }

  @Test
  void keepsNothingOfAnEntryThatCouldNotBeMade() {
    try {
      journal.add(
          _ -> {
            throw new IllegalStateException("no entry");
          });
    } catch (IllegalStateException expected) {
      add(1);
    }

    assertThat(journal.after(0, 10).entries()).containsExactly("entry 1");
  }

  @Test
  void wakesWhoWaits() throws Exception {
    add(1);
    journal.await(0, Duration.ofDays(1)); // there is one already
    CompletableFuture<List<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                journal.await(1, Duration.ofDays(1));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return journal.after(1, 10).entries();
            });

    add(1);

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(List.of("entry 2"));
  }

  @Test
  void doesNotWaitForANumberOfAnEarlierRun() throws InterruptedException {
    add(2);

    journal.await(500, Duration.ofDays(1));

    assertThat(journal.after(500, 10).entries()).containsExactly("entry 1", "entry 2");
  }

  @Test
  void doesNotWaitForEver() throws InterruptedException {
    journal.await(0, Duration.ofMillis(1));

    assertThat(journal.latest()).isZero();
  }
}
