package dev.dream.message.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;

/**
 * What Jackson would take but must not: classes, which reading would load by name, and keys whose
 * declared type does not tell what to read them as.
 */
final class RefusedTypes {

  private RefusedTypes() {}

  static JacksonModule module() {
    return new SimpleModule("dream-refused") {
      private static final long serialVersionUID = 1L;

      @Override
      public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addKeySerializers(new OpenKeys());
      }
    }.addSerializer(Class.class, new ClassWriter()).addDeserializer(Class.class, new ClassReader());
  }

  private static Refusal noClasses() {
    return new Refusal("a class cannot travel; send a name that the receiver looks up");
  }

  @SuppressWarnings("rawtypes") // the type of Class.class
  private static final class ClassWriter extends ValueSerializer<Class> {
    @Override
    public void serialize(Class type, JsonGenerator generator, SerializationContext context) {
      throw noClasses();
    }
  }

  @SuppressWarnings("rawtypes") // the type of Class.class
  private static final class ClassReader extends ValueDeserializer<Class> {
    @Override
    public Class deserialize(JsonParser parser, DeserializationContext context) {
      throw noClasses();
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
