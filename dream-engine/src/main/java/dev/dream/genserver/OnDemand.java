package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.ExitException;
import dev.dream.process.Pid;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An address for a {@link ServerRef} at which somebody is started for whoever calls or casts. The
 * address itself, of which messages and look-ups speak, starts nobody.
 */
public interface OnDemand extends Supplier<Address> {

  /**
   * Returns who is there, and starts somebody if nobody is; waits for that at most so long. Who is
   * returned may have ended, or may be about to: then this is asked again after the end.
   *
   * @throws ExitException if there is nobody and cannot be
   */
  Pid start(Duration limit);
}
