package dev.dream.message.jackson;

import dev.dream.message.MessageCodec;
import dev.dream.message.MessageCodecException;
import dev.dream.message.MessageLimits;
import dev.dream.message.MessageTypes;
import dev.dream.process.Wording;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/**
 * Messages as one byte of version, the name of the type, and the message itself as CBOR (RFC 8949).
 * Thread-safe.
 *
 * <p>A message is whatever Jackson can bind: a record above all. Components are written by name, so
 * that a version may add or drop one: a name the reader does not know is skipped, and a component
 * that is missing is null, or zero. Nothing is converted: a string is not taken for a number.
 *
 * <p>Where a component is declared as {@code Object}, or as a type with subtypes in the registry,
 * the value brings the name of its type along. Only registered types can stand there. What the
 * classes say by {@code @JsonTypeInfo} is ignored, for it may take names of classes off the wire.
 * Keys of maps are strings, numbers, enums, times, UUIDs or what identifies a process; declare
 * their type, for keys of {@code Object} can only be strings.
 *
 * <p>An {@code ExitReason.Failure} travels without its Throwable. A named module opens the packages
 * of its messages to {@code tools.jackson.databind}.
 */
public final class JacksonMessageCodec implements MessageCodec {

  private final MessageTypes types;
  private final MessageLimits limits;
  private final ObjectMapper mapper;
  private final ConcurrentMap<String, WireType> known = new ConcurrentHashMap<>();

  /** Creates a codec of these types with the default limits. */
  public JacksonMessageCodec(MessageTypes types) {
    this(types, MessageLimits.DEFAULT);
  }

  /** Creates a codec of these types with these limits. */
  public JacksonMessageCodec(MessageTypes types, MessageLimits limits) {
    this.types = types;
    this.limits = limits;
    this.mapper = Mappers.mapper(types, limits);
  }

  @Override
  public byte[] encode(Object message) {
    if (message == null) {
      throw new MessageCodecException("encode failed: the message is null; send a value");
    }
    String tried = "encode " + Wording.typeOf(message);
    WireType type = wireTypeOf(tried, types.nameOf(message.getClass()).orElse(null));
    try {
      var out = new BoundedOutput(limits.maxBytes());
      type.writeHeader(out);
      try (JsonGenerator generator =
          new BoundedGenerator(mapper.createGenerator(out), limits.maxStringLength())) {
        type.writer().writeValue(generator, message);
      }
      return out.toByteArray();
    } catch (RuntimeException | StackOverflowError e) {
      throw CodecFailure.of(tried, e);
    }
  }

  @Override
  public Object decode(byte[] bytes) {
    Header header = Header.read(bytes, limits);
    String tried = "decode " + header.typeName();
    WireType type = wireTypeOf(tried, header.typeName());
    Object message;
    try {
      CborScan.check(bytes, header.length(), limits.maxDepth());
      message = type.reader().readValue(bytes, header.length(), bytes.length - header.length());
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      throw CodecFailure.of(tried, e);
    }
    if (message == null) {
      throw new MessageCodecException(tried + " failed: the message is null; send a value");
    }
    return message;
  }

  private WireType wireTypeOf(String tried, @Nullable String name) {
    WireType type = name == null ? null : known.computeIfAbsent(name, this::wireType);
    if (type == null) {
      throw new MessageCodecException(
          "%s failed: its type is not registered; register it with MessageTypes %s"
              .formatted(tried, Wording.someOf("registered", types.names())));
    }
    return type;
  }

  private @Nullable WireType wireType(String name) {
    return types.typeOf(name).map(type -> WireType.of(name, type, mapper)).orElse(null);
  }
}
