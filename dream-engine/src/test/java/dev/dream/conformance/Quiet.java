package dev.dream.conformance;

import dev.dream.Dream;
import dev.dream.RealTime;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The state of an engine in which no process has anything to do. */
@RealTime("it looks again and again until all is quiet")
final class Quiet {

  /** The processes that sleep in a callback on purpose: they count as quiet. */
  final Set<Pid> hanging = ConcurrentHashMap.newKeySet();

  private final Dream dream;

  Quiet(Dream dream) {
    this.dream = dream;
  }

  /** Waits until no process has anything to do; returns false if that does not come in time. */
  boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    List<Long> before = null;
    int same = 0;
    while (same < 4) {
      List<ProcessInfo> all = dream.processes();
      boolean quiet = all.stream().allMatch(this::isQuiet) && dream.tally().exitsInFlight() == 0;
      List<Long> now = new ArrayList<>();
      now.add(dream.tally().spawned());
      all.forEach(
          info -> {
            now.add(info.pid().id());
            now.add(info.messagesHandled());
          });
      same = quiet && now.equals(before) ? same + 1 : 0;
      before = now;
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(quiet ? 0 : 1, 200_000);
    }
    return true;
  }

  private boolean isQuiet(ProcessInfo process) {
    return process.status() == ProcessInfo.Status.WAITING
        || process.status() == ProcessInfo.Status.SUSPENDED
        || hanging.contains(process.pid());
  }
}
