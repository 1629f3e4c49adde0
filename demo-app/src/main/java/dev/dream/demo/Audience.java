package dev.dream.demo;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.Entry;
import org.springframework.stereotype.Component;

/**
 * Who wants to hear of bids: the processes that have registered for it. To tell them holds nobody
 * up, and is no business of who hears it: if nobody does, or the registry is just being restarted,
 * the auction goes on.
 */
@Component
class Audience {

  /** The registry's name. */
  static final String NAME = "audience";

  private static final String BIDS = "bids";

  private final Dream dream;
  private final DuplicateRegistry<String, String> registry;

  Audience(Dream dream) {
    this.dream = dream;
    this.registry = DuplicateRegistry.named(dream.node(), NAME);
  }

  /** Lets the calling process hear of bids as long as it lives. */
  void join() {
    registry.register(BIDS, "");
  }

  /** Tells everybody how an auction stands. */
  void tell(AuctionState auction) {
    try {
      for (Entry<String, String> listener : registry.lookup(BIDS)) {
        ServerRef<Viewer> viewer = dream.ref(listener.pid());
        viewer.cast(new Viewer.Changed(auction));
      }
    } catch (IllegalArgumentException noRegistry) {
      // It will be back, and whoever listened then registers anew.
    }
  }
}
