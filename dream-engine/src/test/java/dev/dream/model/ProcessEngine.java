package dev.dream.model;

import dev.dream.Dream;
import dev.dream.Quiet;
import dev.dream.TestDream;
import dev.dream.model.ProcessOperation.Spawn;
import dev.dream.process.Address;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import java.util.ArrayList;
import java.util.List;

/** Plays operations on the processes of a real engine. */
final class ProcessEngine implements World<ProcessOperation> {

  private final Dream dream = Dream.create();
  private final Quiet quiet = new Quiet(dream);
  private final Incarnations names = new Incarnations(dream);
  private final Witness witness = new Witness();
  private final Pid witnessPid = dream.spawn(witness);
  private final ProcessDeeds deeds = new ProcessDeeds(names, witness);

  ProcessEngine() throws InterruptedException {
    Pid main = dream.spawn(() -> Puppet.live(true));
    watch(names.begin(ProcessModel.MAIN, main));
    quiet.await();
  }

  @Override
  public Observation play(ProcessOperation operation) throws Exception {
    Pid actor = names.latest(operation.actor());
    deeds.taken = List.of();
    String result =
        dream.alive(actor) ? Puppet.does(dream, actor, () -> deeds.perform(operation)) : "died";
    if (operation instanceof Spawn(_, String name, _, _, _) && !result.equals("died")) {
      watch(name);
    }
    quiet.await();
    boolean lives = dream.alive(actor);
    return new Observation(
        lives ? result : "died", lives ? deeds.taken : List.of(), names.newExits(), state());
  }

  private void watch(String name) {
    dream.send(witnessPid, new Witness.Watch(names.latest(name)));
  }

  private List<String> state() {
    List<String> lines = new ArrayList<>();
    for (String name : names.names()) {
      dream.info(names.latest(name)).ifPresent(info -> lines.add(portrait(name, info).toString()));
    }
    lines.addAll(witness.complaints());
    return lines;
  }

  private Portrait portrait(String name, ProcessInfo info) {
    return new Portrait(
        name,
        info.registeredName(),
        info.trapExit(),
        info.links().stream().map(names::shown).sorted().toList(),
        info.monitors().stream().map(this::shown).sorted().toList(),
        info.mailboxDepth());
  }

  private String shown(Address address) {
    return ProcessDeeds.shown(names, address);
  }

  @Override
  public void close() {
    dream.close();
    TestDream.assertNothingIsLeft(dream);
  }
}
