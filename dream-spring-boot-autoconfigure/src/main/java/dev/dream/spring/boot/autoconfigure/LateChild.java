package dev.dream.spring.boot.autoconfigure;

import dev.dream.genserver.LateInit;

/**
 * A child, at any depth, whose {@code init} did not come back in time.
 *
 * @param place which child it is
 * @param init what is known of its {@code init}
 */
record LateChild(ChildPlace place, LateInit init) {

  /** Returns the name of the property that gives it more time. */
  String property() {
    return place.property("init-timeout");
  }
}
