package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Counter.Add;
import dev.dream.Counter.Reset;
import dev.dream.Counter.Value;
import dev.dream.genserver.CallResult.Reply;
import dev.dream.genserver.CastResult.NoReply;
import dev.dream.genserver.InitResult.Ok;
import dev.dream.genserver.Next.Wait;
import dev.dream.genserver.ServerRef;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CounterTest {

  /** A callback returns a value: it needs no engine to be tested. */
  @Nested
  class Callbacks {

    private final Counter counter = new Counter();

    @Test
    void initBeginsWithZero() {
      assertThat(counter.init()).isEqualTo(new Ok<>(0, new Wait()));
    }

    @Test
    void addRepliesTheNewCount() {
      assertThat(counter.handleCall(new Add(2), null, 40))
          .isEqualTo(new Reply<>(42, 42, new Wait()));
    }

    @Test
    void valueLeavesTheCountAlone() {
      assertThat(counter.handleCall(new Value(), null, 7)).isEqualTo(new Reply<>(7, 7, new Wait()));
    }

    @Test
    void resetBringsBackZero() {
      assertThat(counter.handleCast(new Reset(), 7)).isEqualTo(new NoReply<>(0, new Wait()));
    }
  }

  @Nested
  class Running {

    @RegisterExtension private final TestDream dream = new TestDream();

    // @start region="use"
    @Test
    void countsWhatItIsTold() {
      ServerRef<Counter> counter = dream.get().start(Counter::new);

      int five = counter.call(new Add(5));
      counter.cast(new Reset());
      int two = counter.call(new Add(2));

      assertThat(five).isEqualTo(5);
      assertThat(two).isEqualTo(2);
    }
    // @end
  }
}
