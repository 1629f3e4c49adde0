package dev.dream.model;

import dev.dream.process.ExitReason;
import java.util.ArrayList;
import java.util.List;

/** What a plain process can do. */
sealed interface ProcessOperation extends Operation<ProcessOperation> {

  /** Returns the process that does it. */
  String actor();

  /** Starts a process, linked or monitored or neither; {@code ref} is null for no monitor. */
  record Spawn(String actor, String name, boolean traps, boolean linked, String ref)
      implements ProcessOperation {

    @Override
    public List<ProcessOperation> simpler() {
      return linked || ref != null
          ? List.of(new Spawn(actor, name, traps, false, null))
          : List.of();
    }
  }

  record TrapExit(String actor, boolean traps) implements ProcessOperation {}

  record Link(String actor, String to) implements ProcessOperation {}

  record Unlink(String actor, String to) implements ProcessOperation {}

  record Monitor(String actor, String to, String ref) implements ProcessOperation {}

  record MonitorName(String actor, String name, String ref) implements ProcessOperation {}

  record Demonitor(String actor, String ref, boolean flush) implements ProcessOperation {}

  record Send(String actor, String to, String text) implements ProcessOperation {}

  record SendToName(String actor, String name, String text) implements ProcessOperation {}

  record ExitSignal(String actor, String to, ExitReason reason) implements ProcessOperation {}

  record Exit(String actor, ExitReason reason) implements ProcessOperation {}

  record Raise(String actor, String message) implements ProcessOperation {}

  record Return(String actor) implements ProcessOperation {}

  record Register(String actor, String name, String of) implements ProcessOperation {}

  record Unregister(String actor, String name) implements ProcessOperation {}

  record Whereis(String actor, String name) implements ProcessOperation {}

  record IsAlive(String actor, String of) implements ProcessOperation {}

  record Links(String actor, String of) implements ProcessOperation {}

  /** Takes all messages out. */
  record TakeMail(String actor) implements ProcessOperation {}

  /** Does several things one after the other, without waiting for what follows from them. */
  record Burst(String actor, List<Send> first, ProcessOperation last) implements ProcessOperation {

    @Override
    public List<ProcessOperation> simpler() {
      List<ProcessOperation> simpler = new ArrayList<>(first);
      simpler.add(last);
      for (Send left : first) {
        simpler.add(new Burst(actor, first.stream().filter(send -> send != left).toList(), last));
      }
      return simpler;
    }
  }
}
