package dev.dream.soak;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives on the heap after a full collection: how many objects of each class, and how large
 * they are together.
 */
record Heap(Map<String, Long> instances, long bytes) {

  /** What the JDK has for each virtual thread and each timer. */
  private static final List<String> OF_THE_JDK =
      List.of(
          "java.lang.VirtualThread",
          "java.lang.ThreadBuilders$BoundVirtualThread",
          "jdk.internal.vm.StackChunk",
          "jdk.internal.vm.Continuation",
          "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask",
          "java.util.concurrent.CompletableFuture",
          "java.lang.ThreadLocal$ThreadLocalMap",
          "java.lang.Throwable",
          "java.lang.IllegalStateException");

  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*", Pattern.DOTALL);

  /** Collects all garbage and counts what is left. */
  static Heap now() {
    Map<String, Long> instances = new HashMap<>();
    long bytes = 0;
    for (String line : histogram().lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        instances.merge(matcher.group(3), Long.parseLong(matcher.group(1)), Long::sum);
        bytes += Long.parseLong(matcher.group(2));
      }
    }
    return new Heap(instances, bytes);
  }

  /**
   * Returns of which classes of the engine, or of the JDK's threads, there are more than before.
   */
  Map<String, Long> grownSince(Heap before, long tolerance) {
    return instances.entrySet().stream()
        .filter(entry -> isWatched(entry.getKey()))
        .filter(entry -> entry.getValue() - before.count(entry.getKey()) > tolerance)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue() - before.count(entry.getKey())));
  }

  /** Returns which classes have grown most, whatever they are, for a failure. */
  String largestGrowthSince(Heap before) {
    return instances.entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue() - before.count(entry.getKey())))
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(15)
        .map(entry -> entry.getKey() + " +" + entry.getValue())
        .collect(Collectors.joining("\n  ", "\n  ", ""));
  }

  long count(String type) {
    return instances.getOrDefault(type, 0L);
  }

  private static boolean isWatched(String type) {
    return type.startsWith("dev.dream.") || OF_THE_JDK.contains(type);
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
