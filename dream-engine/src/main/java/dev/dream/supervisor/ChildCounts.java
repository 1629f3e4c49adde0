package dev.dream.supervisor;

import java.util.List;
import java.util.function.Predicate;

/**
 * How many children a supervisor has.
 *
 * @param specs all, running or not
 * @param active those that run
 * @param supervisors those of type supervisor, running or not
 * @param workers those of type worker, running or not
 */
public record ChildCounts(int specs, int active, int supervisors, int workers) {

  static ChildCounts of(List<Child> all, Predicate<Child> isActive) {
    int active = 0;
    int supervisors = 0;
    for (Child child : all) {
      active += isActive.test(child) ? 1 : 0;
      supervisors += child.spec().type() == ChildType.SUPERVISOR ? 1 : 0;
    }
    return new ChildCounts(all.size(), active, supervisors, all.size() - supervisors);
  }
}
