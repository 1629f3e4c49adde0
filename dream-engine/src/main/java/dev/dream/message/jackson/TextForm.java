package dev.dream.message.jackson;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializerBase;

/**
 * A type that travels as one string, as a value and as the key of a map.
 *
 * @param type whose
 * @param show returns the string
 * @param parse returns the value, or throws an IllegalArgumentException
 */
record TextForm<T>(Class<T> type, Function<T, String> show, Function<String, T> parse) {

  void addTo(SimpleModule module) {
    module.addSerializer(type, new Writer<>(this));
    module.addDeserializer(type, new Reader<>(this));
    module.addKeySerializer(type, new KeyWriter<>(this));
    module.addKeyDeserializer(type, new KeyReader<>(this));
  }

  private static final class Writer<T> extends ToStringSerializerBase {

    private final TextForm<T> form;

    Writer(TextForm<T> form) {
      super(form.type);
      this.form = form;
    }

    @Override
    public String valueToString(Object value) {
      return form.show.apply(form.type.cast(value));
    }
  }

  private static final class Reader<T> extends StdScalarDeserializer<T> {

    private final TextForm<T> form;

    Reader(TextForm<T> form) {
      super(form.type);
      this.form = form;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        throw new Refusal(
            "a %s was expected, not a %s; do both nodes have the same types?"
                .formatted(form.type.getSimpleName(), parser.currentToken()));
      }
      return form.parse.apply(parser.getString());
    }
  }

  private static final class KeyWriter<T> extends ValueSerializer<T> {

    private final TextForm<T> form;

    KeyWriter(TextForm<T> form) {
      this.form = form;
    }

    @Override
    public void serialize(T key, JsonGenerator generator, SerializationContext context) {
      generator.writeName(form.show.apply(key));
    }
  }

  private static final class KeyReader<T> extends KeyDeserializer {

    private final TextForm<T> form;

    KeyReader(TextForm<T> form) {
      this.form = form;
    }

    @Override
    public T deserializeKey(String key, DeserializationContext context) {
      return form.parse.apply(key);
    }
  }
}
