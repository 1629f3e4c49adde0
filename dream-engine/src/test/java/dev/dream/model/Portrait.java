package dev.dream.model;

import java.util.List;

/**
 * A living process as observations show it.
 *
 * @param name what the run calls it
 * @param registeredName its registered name, or null
 * @param traps whether it traps exits
 * @param links with whom it is linked, sorted
 * @param monitors what it monitors, sorted
 * @param mail how many messages wait
 */
record Portrait(
    String name,
    String registeredName,
    boolean traps,
    List<String> links,
    List<String> monitors,
    int mail) {

  @Override
  public String toString() {
    return name
        + (registeredName == null ? "" : " named " + registeredName)
        + (traps ? " trapping" : "")
        + (links.isEmpty() ? "" : " linked " + links)
        + (monitors.isEmpty() ? "" : " monitoring " + monitors)
        + (mail == 0 ? "" : " with " + mail + " messages");
  }
}
