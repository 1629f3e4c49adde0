package dev.dream.inspect;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Types of the JDK whose code is known to be harmless. */
final class PlainTypes {

  private static final Set<Class<?>> TYPES =
      Set.of(
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Character.class,
          BigInteger.class,
          BigDecimal.class,
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          UUID.class,
          URI.class,
          File.class,
          Locale.class,
          Currency.class,
          Date.class);

  private static final Set<String> LOCKED =
      Set.of("java.util.Vector", "java.util.Stack", "java.util.Hashtable", "java.util.Properties");

  private PlainTypes() {}

  /** Returns whether its {@code toString} is short, quick and says what it holds. */
  static boolean contain(Class<?> type) {
    return TYPES.contains(type)
        || type.getPackageName().equals("java.time") && type.getClassLoader() == null
        || Path.class.isAssignableFrom(type) && type.getClassLoader() == null
        || InetAddress.class.isAssignableFrom(type);
  }

  /**
   * Returns whether a collection may be looked at: it is the JDK's and takes no lock that somebody
   * may hold for long.
   */
  static boolean areOfJdk(Class<?> type) {
    return type.getClassLoader() == null
        && type.getPackageName().startsWith("java.util")
        && !type.getName().startsWith("java.util.Collections$Synchronized")
        && !LOCKED.contains(type.getName());
  }
}
