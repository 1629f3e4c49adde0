package dev.dream.message.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dream.message.MessageTypes;
import dev.dream.process.Wording;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.TypeIdResolver;

/** The names of the values of one declared type, by the registry alone. */
final class RegisteredNames implements TypeIdResolver {

  private final MessageTypes types;
  private final JavaType declared;

  RegisteredNames(MessageTypes types, JavaType declared) {
    this.types = types;
    this.declared = declared;
  }

  @Override
  public void init(JavaType type) {}

  @Override
  public String idFromValue(DatabindContext context, Object value) {
    return types
        .nameOf(value.getClass())
        .orElseThrow(() -> Refusal.unregistered(Wording.typeOf(value), types));
  }

  @Override
  public String idFromValueAndType(
      DatabindContext context, @Nullable Object value, Class<?> suggested) {
    Class<?> type = value == null ? suggested : value.getClass();
    return types.nameOf(type).orElseThrow(() -> Refusal.unregistered(type.getSimpleName(), types));
  }

  @Override
  public @Nullable String idFromBaseType(DatabindContext context) {
    return null;
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String name) {
    Class<?> type =
        types.typeOf(name).orElseThrow(() -> Refusal.unregistered('"' + name + '"', types));
    if (!declared.getRawClass().isAssignableFrom(type)) {
      throw new Refusal(
          "\"%s\" is no %s; do both nodes have the same types?"
              .formatted(name, declared.getRawClass().getSimpleName()));
    }
    return context.constructSpecializedType(declared, type);
  }

  @Override
  public String getDescForKnownTypeIds() {
    return Wording.someOf("registered", types.names());
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }
}
