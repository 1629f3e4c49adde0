package dev.dream.process;

/**
 * An address that its process can switch off: what is sent to it later is dropped. Gives the one
 * who is asked a way to answer that ends with the asker's interest. Erlang: a process alias.
 *
 * @param node which engine made it
 * @param id its number there
 */
public record Alias(NodeId node, long id) implements Address {

  @Override
  public String toString() {
    return "#Alias<0." + id + '>';
  }
}
