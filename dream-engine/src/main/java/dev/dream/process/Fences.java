package dev.dream.process;

import dev.dream.runtime.EngineThread;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The threads that still run code of processes which were ended from outside. A thread is entered
 * under its process's monitor, in the step that ends the process, looks for itself under the same
 * monitor, and takes itself out when nothing of what it ran is left: who sees none here finds all
 * that the killed have left among the dead letters.
 */
final class Fences {

  private final ConcurrentMap<LocalProcess, Fence> fences = new ConcurrentHashMap<>();

  private record Fence(Instant since, EngineThread thread) {}

  /** Caller holds the process's monitor. */
  void enter(LocalProcess process, EngineThread thread) {
    fences.put(process, new Fence(Instant.now(), thread));
  }

  /** Returns whether this thread, which asks, was fenced in for this process. */
  boolean holds(LocalProcess process, EngineThread thread) {
    synchronized (process) {
      Fence fence = fences.get(process);
      return fence != null && fence.thread() == thread;
    }
  }

  /** Called by a thread that it holds. */
  void leave(LocalProcess process) {
    fences.remove(process);
  }

  int count() {
    return fences.size();
  }

  List<FencedThread> list() {
    return fences.entrySet().stream()
        .map(entry -> shown(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(FencedThread::since).thenComparing(FencedThread::pid))
        .toList();
  }

  private static FencedThread shown(LocalProcess process, Fence fence) {
    return new FencedThread(
        process.pid,
        process.name,
        process.module(),
        fence.since(),
        List.of(fence.thread().thread().getStackTrace()));
  }
}
