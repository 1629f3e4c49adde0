package dev.dream.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * How long a client waits for the answer of a method of a {@link Service}'s interface, or of any of
 * them that says nothing else if it is on the interface. Not on a cast: nobody waits for it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CallTimeout {

  /** Returns how many of the units; not negative. */
  long value();

  /** Returns the unit: milliseconds if nothing else is said. */
  TimeUnit unit() default TimeUnit.MILLISECONDS;
}
