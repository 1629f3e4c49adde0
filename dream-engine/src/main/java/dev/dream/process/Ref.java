package dev.dream.process;

/**
 * A reference, unique in its engine: names a monitor or a task. Shown as {@code #Ref<0.7>}.
 *
 * @param node which engine made it
 * @param id its number there
 */
public record Ref(NodeId node, long id) {

  @Override
  public String toString() {
    return "#Ref<0." + id + '>';
  }
}
