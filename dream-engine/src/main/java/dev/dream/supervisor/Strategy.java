package dev.dream.supervisor;

import java.util.List;

/** Who is restarted together with a child that ended. */
public enum Strategy {
  /** Nobody else. */
  ONE_FOR_ONE {
    @Override
    <C> List<C> group(List<C> inStartOrder, C failed) {
      return List.of(failed);
    }
  },
  /** Everybody. */
  ONE_FOR_ALL {
    @Override
    <C> List<C> group(List<C> inStartOrder, C failed) {
      return inStartOrder;
    }
  },
  /** Those that were started after it. */
  REST_FOR_ONE {
    @Override
    <C> List<C> group(List<C> inStartOrder, C failed) {
      return inStartOrder.subList(inStartOrder.indexOf(failed), inStartOrder.size());
    }
  };

  /** Returns the failed child and who is restarted with it, in start order. */
  abstract <C> List<C> group(List<C> inStartOrder, C failed);
}
