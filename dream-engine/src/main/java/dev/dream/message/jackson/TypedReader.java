package dev.dream.message.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.AsArrayTypeDeserializer;

/**
 * Reads {@code [name, value]}. Jackson takes a name alone for null, but that is written as such.
 */
final class TypedReader extends AsArrayTypeDeserializer {

  TypedReader(JavaType declared, TypeIdResolver names) {
    super(declared, names, null, false, null);
  }

  private TypedReader(TypedReader other, @Nullable BeanProperty property) {
    super(other, property);
  }

  @Override
  public TypeDeserializer forProperty(@Nullable BeanProperty property) {
    return new TypedReader(this, property);
  }

  @Override
  protected Object _deserialize(JsonParser parser, DeserializationContext context) {
    Object value = super._deserialize(parser, context);
    if (value == null) {
      throw new Refusal("a type's name without a value; do both nodes have the same types?");
    }
    return value;
  }
}
