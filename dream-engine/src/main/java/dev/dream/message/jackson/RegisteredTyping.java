package dev.dream.message.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dream.message.MessageTypes;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.TypeResolverBuilder;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.jsontype.impl.AsArrayTypeSerializer;

/**
 * Decides where a value brings its type along, as {@code [name, value]}: wherever the declared type
 * does not say which class it is.
 */
final class RegisteredTyping implements TypeResolverBuilder<RegisteredTyping> {

  private final MessageTypes types;

  RegisteredTyping(MessageTypes types) {
    this.types = types;
  }

  @Override
  public @Nullable TypeSerializer buildTypeSerializer(
      SerializationContext context, JavaType declared, Collection<NamedType> subtypes) {
    return isOpen(declared)
        ? new AsArrayTypeSerializer(new RegisteredNames(types, declared), null, null)
        : null;
  }

  @Override
  public @Nullable TypeDeserializer buildTypeDeserializer(
      DeserializationContext context, JavaType declared, Collection<NamedType> subtypes) {
    return isOpen(declared)
        ? new TypedReader(declared, new RegisteredNames(types, declared))
        : null;
  }

  private boolean isOpen(JavaType declared) {
    Class<?> type = declared.getRawClass();
    if (declared.isContainerType() || declared.isReferenceType() || isClosed(type)) {
      return false;
    }
    return declared.isJavaLangObject()
        || types.hasSubtypesOf(type)
        || declared.isAbstract() && !isOfJdk(type);
  }

  private static boolean isClosed(Class<?> type) {
    return type.isPrimitive()
        || Enum.class.isAssignableFrom(type)
        || TreeNode.class.isAssignableFrom(type);
  }

  /** Jackson knows what to make of abstract types such as ZoneId. */
  private static boolean isOfJdk(Class<?> type) {
    return type.getName().startsWith("java.");
  }

  @Override
  public @Nullable Class<?> getDefaultImpl() {
    return null;
  }

  @Override
  public RegisteredTyping withDefaultImpl(Class<?> type) {
    return this;
  }

  @Override
  public RegisteredTyping withSettings(JsonTypeInfo.Value settings) {
    return this;
  }

  @Override
  public RegisteredTyping init(JsonTypeInfo.Value settings, TypeIdResolver names) {
    return this;
  }
}
