package dev.dream.message.jackson;

import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.NodeId;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import java.util.Arrays;
import java.util.function.BiFunction;
import tools.jackson.databind.module.SimpleModule;

/**
 * What the engine's own types look like on the wire: a pid is {@code 42/7/shop@host}, its number,
 * then the incarnation and the name of its node.
 */
final class EngineTypes {

  private EngineTypes() {}

  static SimpleModule module() {
    var module = new SimpleModule("dream");
    new TextForm<>(NodeId.class, EngineTypes::show, EngineTypes::node).addTo(module);
    new TextForm<>(Pid.class, pid -> show(pid.id(), pid.node()), text -> numbered(text, Pid::of))
        .addTo(module);
    new TextForm<>(Ref.class, ref -> show(ref.id(), ref.node()), text -> numbered(text, Ref::new))
        .addTo(module);
    new TextForm<>(Name.class, Name::value, Name::new).addTo(module);
    new TextForm<>(ExitReason.Plain.class, ExitReason.Plain::toString, EngineTypes::plain)
        .addTo(module);
    new TextForm<>(ExitReason.Shutdown.class, ExitReason.Shutdown::detail, ExitReason.Shutdown::new)
        .addTo(module);
    new TextForm<>(
            ExitReason.Failure.class,
            ExitReason.Failure::message,
            message -> new ExitReason.Failure(message, null))
        .addTo(module);
    return module;
  }

  private static String show(NodeId node) {
    return node.incarnation() + "/" + node.name();
  }

  private static String show(long id, NodeId node) {
    return id + "/" + show(node);
  }

  private static NodeId node(String text) {
    int slash = slash(text);
    return new NodeId(text.substring(slash + 1), Integer.parseInt(text.substring(0, slash)));
  }

  private static <T> T numbered(String text, BiFunction<NodeId, Long, T> identity) {
    int slash = slash(text);
    long id = Long.parseLong(text.substring(0, slash));
    return identity.apply(node(text.substring(slash + 1)), id);
  }

  private static int slash(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new Refusal("\"" + text + "\" identifies nothing; were the bytes changed?");
    }
    return slash;
  }

  private static ExitReason.Plain plain(String text) {
    return Arrays.stream(ExitReason.Plain.values())
        .filter(reason -> reason.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new Refusal("\"" + text + "\" is no exit reason known here"));
  }
}
