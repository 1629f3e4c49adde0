package dev.dream.model;

import org.junit.jupiter.api.Test;

/** Random graphs of processes: the engine does what the model says. */
class RandomProcessesTest {

  private static final int RUNS = 1_000;

  @Test
  void theEngineDoesWhatTheModelSays() throws Exception {
    var replay = new Replay<ProcessOperation>(ProcessModel::new, ProcessEngine::new);
    new RandomRuns<>(getClass(), RandomProcesses::of, replay::play).play(RUNS);
  }
}
