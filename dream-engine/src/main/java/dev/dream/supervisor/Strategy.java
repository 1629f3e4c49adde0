package dev.dream.supervisor;

import java.util.List;
import java.util.function.Supplier;

/** Who is restarted together with a child that ended. */
public enum Strategy {
  /** Nobody else. */
  ONE_FOR_ONE {
    @Override
    <C> List<C> group(Supplier<List<C>> inStartOrder, C failed) {
      return List.of(failed);
    }
  },
  /** Everybody. */
  ONE_FOR_ALL {
    @Override
    <C> List<C> group(Supplier<List<C>> inStartOrder, C failed) {
      return inStartOrder.get();
    }
  },
  /** Those that were started after it. */
  REST_FOR_ONE {
    @Override
    <C> List<C> group(Supplier<List<C>> inStartOrder, C failed) {
      List<C> all = inStartOrder.get();
      return all.subList(all.indexOf(failed), all.size());
    }
  };

  /**
   * Returns the failed child and who is restarted with it, in start order.
   *
   * @param inStartOrder all children; made only if they are looked at
   */
  abstract <C> List<C> group(Supplier<List<C>> inStartOrder, C failed);
}
