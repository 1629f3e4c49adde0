package dev.dream.message.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;

/**
 * What Jackson would take but must not: types that are classes by name, which reading would load;
 * URLs, which are looked up in the DNS when they are compared; bytes for text, or text for bytes;
 * and keys whose declared type does not tell what to read them as.
 */
final class RefusedTypes {

  private RefusedTypes() {}

  static JacksonModule module() {
    var module =
        new SimpleModule("dream-refused") {
          private static final long serialVersionUID = 1L;

          @Override
          public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.addKeySerializers(new OpenKeys());
          }
        };
    refuse(module, Class.class, "a class cannot travel; send a name that the receiver looks up");
    refuse(module, JavaType.class, "a type cannot travel; send a name that the receiver looks up");
    refuse(module, URL.class, "a URL cannot travel; send a URI, which is not looked up");
    return module
        .addDeserializer(byte[].class, new BytesReader())
        .addDeserializer(String.class, new TextReader())
        .addDeserializer(CharSequence.class, new TextReader());
  }

  private static <T> void refuse(SimpleModule module, Class<T> type, String why) {
    module.addSerializer(type, new RefusingWriter<>(why));
    module.addDeserializer(type, new RefusingReader<>(why));
    module.addKeyDeserializer(type, new RefusingKeyReader(why));
  }

  private static final class RefusingWriter<T> extends ValueSerializer<T> {

    private final String why;

    RefusingWriter(String why) {
      this.why = why;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
      throw new Refusal(why);
    }
  }

  private static final class RefusingReader<T> extends ValueDeserializer<T> {

    private final String why;

    RefusingReader(String why) {
      this.why = why;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      throw new Refusal(why);
    }
  }

  private static final class RefusingKeyReader extends KeyDeserializer {

    private final String why;

    RefusingKeyReader(String why) {
      this.why = why;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      throw new Refusal(why);
    }
  }

  /** Takes no text for bytes, and no list of numbers. */
  private static final class BytesReader extends StdScalarDeserializer<byte[]> {

    BytesReader() {
      super(byte[].class);
    }

    @Override
    public byte[] deserialize(JsonParser parser, DeserializationContext context) {
      require(parser, JsonToken.VALUE_EMBEDDED_OBJECT, "bytes were expected");
      return parser.getBinaryValue();
    }
  }

  /** Takes neither numbers nor bytes for text. */
  private static final class TextReader extends StdScalarDeserializer<String> {

    TextReader() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      require(parser, JsonToken.VALUE_STRING, "text was expected");
      return parser.getString();
    }

    /** Text never brings its type along. */
    @Override
    public Object deserializeWithType(
        JsonParser parser, DeserializationContext context, TypeDeserializer types) {
      return deserialize(parser, context);
    }
  }

  private static void require(JsonParser parser, JsonToken token, String expected) {
    if (!parser.hasToken(token)) {
      throw new Refusal(
          "%s, not a %s; do both nodes have the same types?"
              .formatted(expected, parser.currentToken()));
    }
  }

  private static final class OpenKeys implements Serializers {
    @Override
    public @Nullable ValueSerializer<?> findSerializer(
        SerializationConfig config,
        JavaType key,
        BeanDescription.Supplier description,
        JsonFormat.Value format) {
      boolean isEnum = key.isEnumType() && !key.hasRawClass(Enum.class);
      boolean isOpen = key.isJavaLangObject() || key.isAbstract() && !isEnum;
      return isOpen ? new OpenKeyWriter() : null;
    }
  }

  private static final class OpenKeyWriter extends ValueSerializer<Object> {
    @Override
    public void serialize(Object key, JsonGenerator generator, SerializationContext context) {
      if (!(key instanceof String text)) {
        throw new Refusal(
            "a key of type %s in a map of undeclared keys; declare the type of its keys"
                .formatted(key.getClass().getSimpleName()));
      }
      generator.writeName(text);
    }
  }
}
