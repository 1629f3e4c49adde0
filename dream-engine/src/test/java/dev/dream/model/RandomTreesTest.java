package dev.dream.model;

import dev.dream.Mute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random supervision trees: the engine does what the model says. */
class RandomTreesTest {

  private static final int RUNS = 1_000;

  @RegisterExtension final Mute mute = new Mute();

  @Test
  void theEngineDoesWhatTheModelSays() throws Exception {
    var replay = new Replay<TreeOperation>(SupervisionModel::new, SupervisionEngine::new);
    new RandomRuns<>(getClass(), RandomTrees::of, replay::play).play(RUNS);
  }
}
