package dev.dream.application;

import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application as it is now.
 *
 * @param name its name
 * @param type what its unexpected end means
 * @param dependencies what it needs
 * @param state where it is in its life
 * @param supervisor the root of its tree, or null if there is none
 * @param reason why its tree ended by itself, or null if it did not
 * @param lastWords what its root supervisor said when it gave up, or null if it did not
 */
public record ApplicationInfo(
    String name,
    ApplicationType type,
    List<String> dependencies,
    State state,
    @Nullable Pid supervisor,
    @Nullable ExitReason reason,
    @Nullable String lastWords) {

  /** Where an application is in its life. */
  public enum State {
    /** Its tree runs. */
    RUNNING,
    /** It is being stopped. */
    STOPPING,
    /** It was stopped in order. */
    STOPPED,
    /** Its tree ended by itself. */
    ENDED
  }
}
