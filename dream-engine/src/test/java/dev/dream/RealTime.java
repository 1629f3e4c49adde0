package dev.dream;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test class that may sleep, which {@link ArchitectureTest} forbids to all others. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RealTime {

  /** Why neither a call as the barrier nor a clock moved by hand will do. */
  String value();
}
