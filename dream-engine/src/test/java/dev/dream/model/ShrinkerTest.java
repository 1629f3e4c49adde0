package dev.dream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  /** An operation with a weight, which can be halved. */
  private record Weight(int kilos) implements Operation<Weight> {

    @Override
    public List<Weight> simpler() {
      return kilos > 1 ? List.of(new Weight(kilos / 2)) : List.of();
    }
  }

  @Test
  void leavesOutWhatIsNotNeeded() throws Exception {
    assertThat(
            shrink(
                weights(100), all -> all.contains(new Weight(37)) && all.contains(new Weight(80))))
        .containsExactly(new Weight(37), new Weight(80));
  }

  @Test
  void putsSimplerOperationsInPlace() throws Exception {
    assertThat(shrink(weights(20), all -> all.stream().anyMatch(weight -> weight.kilos() > 4)))
        .containsExactly(new Weight(5));
  }

  @Test
  void keepsTheOrder() throws Exception {
    assertThat(shrink(weights(9), all -> all.size() >= 3))
        .isSortedAccordingTo((one, other) -> Integer.compare(one.kilos(), other.kilos()))
        .hasSize(3);
  }

  @Test
  void doesNotTakeARunWithoutMeaning() throws Exception {
    assertThat(
            shrink(
                weights(5),
                all -> {
                  if (!all.contains(new Weight(2))) {
                    throw new World.NeverStarted("2");
                  }
                  return true;
                }))
        .containsExactly(new Weight(2));
  }

  private static List<Weight> weights(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Weight::new).toList();
  }

  private static List<Weight> shrink(List<Weight> all, Predicate<List<Weight>> fails)
      throws Exception {
    Shrinker.Trial<Weight> trial =
        weights ->
            fails.test(weights)
                ? Optional.of(difference(weights))
                : Optional.<Difference<Weight>>empty();
    return new Shrinker<>(trial).shrink(difference(all)).operations();
  }

  private static Difference<Weight> difference(List<Weight> weights) {
    var observation = new Observation("ok", List.of(), new TreeMap<>(), List.of());
    return new Difference<>(
        weights.stream().map(weight -> new Difference.Step<>(weight, observation)).toList(),
        List.of("too heavy"));
  }
}
