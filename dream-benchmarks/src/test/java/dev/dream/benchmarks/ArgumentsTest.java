package dev.dream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static final List<Workload> ALL = List.of(new Named("pingpong"), new Named("call"));

  private static Arguments parse(String... arguments) {
    return Arguments.parse(List.of(arguments), ALL);
  }

  @Test
  void withoutAnyAllWorkloadsRunInFull() {
    Arguments arguments = parse();

    assertThat(arguments.workloads()).isEqualTo(ALL);
    assertThat(arguments.rounds()).isEqualTo(Rounds.FULL);
    assertThat(arguments.wants("beam")).isTrue();
  }

  @Test
  void optionsAndWorkloadsMayBeMixed() {
    Arguments arguments =
        parse("call", "--quick", "--results", "a.json", "--erlang", "b", "--engine", "dream");

    assertThat(arguments.workloads()).containsExactly(new Named("call"));
    assertThat(arguments.rounds()).isEqualTo(Rounds.QUICK);
    assertThat(arguments.results()).isEqualTo(Path.of("a.json"));
    assertThat(arguments.erlang()).isEqualTo(Path.of("b"));
    assertThat(arguments.wants("dream")).isTrue();
    assertThat(arguments.wants("dream-body")).isFalse();
  }

  @Test
  void namesOfAllWorkloadsDiffer() {
    assertThat(Benchmarks.ALL.stream().map(Workload::name)).doesNotHaveDuplicates();
  }

  @Nested
  class Errors {

    @Test
    void anUnknownWorkloadIsToldWhatThereIs() {
      refused("there is no workload \"pong\"; there are pingpong, call", "pong");
    }

    @Test
    void anUnknownOptionIsToldWhatThereIs() {
      refused(
          "there is no option \"--fast\"; there are --quick, --engine, --results and --erlang",
          "--fast",
          "call");
    }

    @Test
    void anOptionAtTheEndLacksItsValue() {
      refused("option --results needs a value after it", "call", "--results");
    }

    @Test
    void anotherOptionIsNoValue() {
      refused("option --engine needs a value after it", "--engine", "--quick");
    }

    private static void refused(String message, String... arguments) {
      assertThatThrownBy(() -> parse(arguments))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  private record Named(String name) implements Workload {

    @Override
    public List<Contender> contenders(Engines engines) {
      return List.of();
    }
  }
}
