package dev.dream.demo;

import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Load on demand: bidders that hardly think, and leave after two minutes. */
@Component
class Crowd {

  static final int MOST = 200;

  /** A bidder that fails is no reason for the others to start over. */
  static final DynamicSupervisorSpec SPEC =
      DynamicSupervisorSpec.DEFAULT.maxChildren(MOST).maxRestarts(MOST, Duration.ofSeconds(5));

  private static final Duration STAY = Duration.ofMinutes(2);

  private final AuctionService auctions;
  private final ServerRef<DynamicSupervisor> supervisor;

  Crowd(
      AuctionService auctions,
      @Qualifier("crowdSupervisor") ServerRef<DynamicSupervisor> supervisor) {
    this.auctions = auctions;
    this.supervisor = supervisor;
  }

  /** Sends those home that are there, and lets so many others in; returns how many there are. */
  synchronized int gather(int bidders) {
    disperse();
    for (int number = 1; number <= bidders; number++) {
      DynamicSupervisor.startChild(supervisor, Bidder.hasty(number, auctions, STAY));
    }
    return size();
  }

  /** Sends everybody home. */
  synchronized void disperse() {
    present().forEach(this::sendHome);
  }

  private void sendHome(Pid bidder) {
    try {
      DynamicSupervisor.terminateChild(supervisor, bidder);
    } catch (ChildException gone) {
      // It has left by itself just now.
    }
  }

  /** Returns how many there are. */
  int size() {
    return present().size();
  }

  private List<Pid> present() {
    return DynamicSupervisor.whichChildren(supervisor).stream()
        .map(ChildInfo::pid)
        .filter(Objects::nonNull)
        .toList();
  }
}
