package dev.dream.model;

import static dev.dream.model.ProcessModel.MAIN;

import dev.dream.Dream;
import dev.dream.Quiet;
import dev.dream.TestDream;
import dev.dream.model.TreeOperation.Start;
import dev.dream.model.TreeOperation.TakeMail;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Timeout;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays operations on the supervision trees of a real engine. */
final class SupervisionEngine implements World<TreeOperation> {

  private final Dream dream = Dream.create();
  private final Quiet quiet = new Quiet(dream);
  private final Incarnations names = new Incarnations(dream);
  private final EngineJournal journal = new EngineJournal(names);
  private final TreeDeeds deeds = new TreeDeeds(dream, names, new EngineTrees(journal));
  private final Pid main = dream.spawn(() -> Puppet.live(true));
  private final List<Pid> tops = new ArrayList<>();
  private volatile List<Event> mail = List.of();

  SupervisionEngine() {
    names.begin(MAIN, main);
  }

  @Override
  public Observation play(TreeOperation operation) throws Exception {
    mail = List.of();
    boolean isMail = operation instanceof TakeMail;
    String result =
        Puppet.does(dream, main, isMail ? this::takeMail : () -> deeds.perform(operation));
    if (operation instanceof Start(Spec.Tree tree)) {
      tops.add(names.latest(tree.id()));
    }
    quiet.await();
    return new Observation(result, isMail ? mail : journal.take(), names.newExits(), state());
  }

  /** Run by main. */
  private String takeMail() {
    List<Event> messages = new ArrayList<>();
    Object message = Processes.receive(Duration.ZERO);
    while (!(message instanceof Timeout)) {
      String from = message instanceof Exit exit ? names.shown(exit.from()) : "a stranger";
      String text =
          message instanceof Exit(_, ExitReason reason)
              ? "EXIT %s %s".formatted(from, Words.of(reason))
              : message.toString();
      messages.add(new Event(0, from, text, true));
      message = Processes.receive(Duration.ZERO);
    }
    mail = messages;
    return "ok";
  }

  private List<String> state() {
    List<String> lines = new ArrayList<>();
    for (Pid top : tops) {
      info(top).ifPresent(info -> show(top, info, "", lines));
    }
    return lines;
  }

  private Optional<SupervisorInfo> info(Pid pid) {
    return Supervisor.info(dream.node(), pid);
  }

  private void show(Pid pid, SupervisorInfo supervisor, String indent, List<String> lines) {
    lines.add(indent + names.shown(pid));
    for (ChildInfo child : supervisor.children()) {
      Optional<SupervisorInfo> lower = Optional.ofNullable(child.pid()).flatMap(this::info);
      if (lower.isPresent()) {
        show(child.pid(), lower.get(), indent + "  ", lines);
      } else {
        lines.add("%s  %s: %s".formatted(indent, child.id(), deeds.shown(child)));
      }
    }
  }

  @Override
  public void close() {
    dream.close();
    TestDream.assertNothingIsLeft(dream);
  }
}
