package dev.dream.spring.boot.test;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Takes the properties of a test from its {@link DreamTest}. What is configured for children that
 * are no part of the slice is passed over.
 */
final class DreamTestContextBootstrapper extends TestSliceTestContextBootstrapper<DreamTest> {

  @Override
  protected String @Nullable [] getProperties(Class<?> test) {
    String[] own = super.getProperties(test);
    return Stream.concat(
            Stream.of("dream.root.ignore-unknown-children=true"),
            own == null ? Stream.empty() : Stream.of(own))
        .toArray(String[]::new);
  }
}
