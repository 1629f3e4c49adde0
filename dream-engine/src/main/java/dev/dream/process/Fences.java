package dev.dream.process;

import dev.dream.runtime.EngineThread;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The threads that still run code of processes which were ended from outside. A thread is entered
 * under its process's monitor, in the step that ends the process, and taken out by itself under the
 * same monitor: so never before it was entered.
 */
final class Fences {

  private final ConcurrentMap<LocalProcess, Fence> fences = new ConcurrentHashMap<>();

  private record Fence(Instant since, EngineThread thread) {}

  /** Caller holds the process's monitor. */
  void enter(LocalProcess process, EngineThread thread) {
    fences.put(process, new Fence(Instant.now(), thread));
  }

  /** Called by the thread itself; returns whether it was fenced in for this process. */
  boolean leave(LocalProcess process, EngineThread thread) {
    synchronized (process) {
      Fence fence = fences.get(process);
      if (fence == null || fence.thread() != thread) {
        return false;
      }
      fences.remove(process);
      return true;
    }
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
