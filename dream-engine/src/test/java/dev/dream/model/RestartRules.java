package dev.dream.model;

import dev.dream.process.ExitReason;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Strategy;
import java.util.List;

/** OTP's rules of who is restarted. */
class RestartRules {

  /**
   * A permanent child is restarted always, a transient one if it ended abnormally, a temporary one
   * never.
   */
  boolean isRestarted(Restart restart, ExitReason reason) {
    return switch (restart) {
      case PERMANENT -> true;
      case TRANSIENT -> isAbnormal(reason);
      case TEMPORARY -> false;
    };
  }

  /** All reasons are abnormal but normal, shutdown and {shutdown, Term}. */
  boolean isAbnormal(ExitReason reason) {
    return reason != ExitReason.NORMAL
        && reason != ExitReason.SHUTDOWN
        && !(reason instanceof ExitReason.Shutdown);
  }

  /** Together with the failed child go none, all, or those that were started after it. */
  <C> List<C> group(Strategy strategy, List<C> inStartOrder, C failed) {
    return switch (strategy) {
      case ONE_FOR_ONE -> List.of(failed);
      case ONE_FOR_ALL -> List.copyOf(inStartOrder);
      case REST_FOR_ONE ->
          List.copyOf(inStartOrder.subList(inStartOrder.indexOf(failed), inStartOrder.size()));
    };
  }

  /** One restart more than the limit is too many. */
  boolean isTooMany(int restarts, int maxRestarts) {
    return restarts > maxRestarts;
  }

  /** A supervisor may be told to end when any, or the last, of its significant children has. */
  boolean isOver(AutoShutdown autoShutdown, boolean isAnySignificantLeft) {
    return switch (autoShutdown) {
      case NEVER -> false;
      case ANY_SIGNIFICANT -> true;
      case ALL_SIGNIFICANT -> !isAnySignificantLeft;
    };
  }

  /** Children are stopped in reverse start order. */
  <C> List<C> stopOrder(List<C> inStartOrder) {
    return inStartOrder.reversed();
  }

  /** A child that is not to be restarted is forgotten if it is temporary, and kept otherwise. */
  boolean isForgotten(Restart restart) {
    return restart == Restart.TEMPORARY;
  }
}
