package dev.dream.conformance;

import dev.dream.process.Body;
import dev.dream.process.ExitException;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A plain process that does what the driver says. */
final class Puppet implements Body {

  /**
   * What the driver says.
   *
   * @param step the operation
   * @param result what came of it
   * @param finished counted down when the puppet has done with it, also if it died of it
   */
  record Command(JsonNode step, CompletableFuture<JsonNode> result, CountDownLatch finished) {}

  private final World world;
  private final String name;
  private final boolean trap;

  /** Creates one that has its name as soon as it begins to run. */
  Puppet(World world, String name, boolean trap) {
    this.world = world;
    this.name = name;
    this.trap = trap;
  }

  /** Starts one that has its name at once. */
  static Pid spawn(World world, String name, boolean trap, Function<Body, Pid> how) {
    Pid pid = how.apply(new Puppet(world, name, trap));
    world.begin(name, pid);
    return pid;
  }

  @Override
  public void run() throws Exception {
    world.begin(name);
    Processes.trapExit(trap);
    boolean goesOn = true;
    while (goesOn) {
      goesOn = perform(Processes.receive(Command.class));
    }
  }

  /** Returns false if the process is to return. */
  private boolean perform(Command command) throws Exception {
    JsonNode step = command.step();
    try {
      if (step.get("op").asString().equals("return")) {
        return false;
      }
      command.result().complete(new Operations(world, step).perform());
    } catch (Operations.Uncaught uncaught) {
      throw (Exception) uncaught.getCause();
    } catch (Exception failed) {
      Processes.self(); // its own end is nobody's result
      if (step.has("catch")) {
        throw failed;
      }
      command.result().complete(failure(failed));
    } finally {
      command.finished().countDown();
    }
    return true;
  }

  static JsonNode failure(Exception failed) {
    var outcome = JsonNodeFactory.instance.objectNode();
    return failed instanceof ExitException exit
        ? outcome.set("exit", Reasons.of(exit.reason()))
        : outcome.put("raised", Reasons.raised(failed));
  }
}
