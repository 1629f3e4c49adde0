package dev.dream.process;

/**
 * How much the tables of a node hold at one moment: what there is besides the processes' own
 * mailboxes and states. All of it belongs to living processes, or to calls and exits under way; so
 * a number that grows while the processes do not is a leak, theirs or the engine's. Counted one
 * process after the other, so the numbers of a busy node need not fit together. Erlang: the counts
 * of {@code erlang:system_info/1}.
 *
 * @param processes living processes
 * @param names registered names
 * @param aliases active aliases
 * @param links links, each counted at both its ends
 * @param monitors monitors, counted at those who asked for them
 * @param watchers who hears of the end of a process: monitors, and calls that wait for an answer
 * @param belongings what goes with a process: entries in registries, requests that may be waited
 *     for
 * @param processTimers timers that belong to a process
 * @param timers all timers that run, those of calls as well
 * @param reports reports no listener has been told of yet
 * @param threads virtual threads of the engine: workers, those of body processes, and asides
 * @param fencedThreads threads that still run the code of a process that was ended from outside
 * @param exitsInFlight threads that deliver exit signals now
 */
public record Tables(
    int processes,
    int names,
    int aliases,
    int links,
    int monitors,
    int watchers,
    int belongings,
    int processTimers,
    int timers,
    int reports,
    int threads,
    int fencedThreads,
    long exitsInFlight) {

  static Tables of(Node node, ProcessTable table) {
    Relations.Count ties = new Relations.Count();
    int processes = 0;
    for (LocalProcess process : table.all()) {
      processes++;
      synchronized (process) {
        ties.add(process.relations);
      }
    }
    return new Tables(
        processes,
        table.names().size(),
        table.aliases().size(),
        ties.links,
        ties.monitors,
        ties.watchers,
        ties.belongings,
        ties.timers,
        node.timers().running(),
        node.reports().waiting(),
        node.threads().live(),
        node.tally().fencedThreads(),
        node.tally().exitsInFlight());
  }
}
