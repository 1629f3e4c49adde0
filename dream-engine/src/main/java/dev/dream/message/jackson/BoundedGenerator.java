package dev.dream.message.jackson;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Refuses long strings, so that what is written can be read. Jackson limits only the reading. */
final class BoundedGenerator extends JsonGeneratorDelegate {

  private final int maxStringLength;

  BoundedGenerator(JsonGenerator generator, int maxStringLength) {
    super(generator, false);
    this.maxStringLength = maxStringLength;
  }

  @Override
  public JsonGenerator writeString(String value) {
    if (value != null) {
      Refusal.requireString(value.length(), maxStringLength);
    }
    return super.writeString(value);
  }

  @Override
  public JsonGenerator writeString(char[] buffer, int offset, int length) {
    Refusal.requireString(length, maxStringLength);
    return super.writeString(buffer, offset, length);
  }

  @Override
  public JsonGenerator writeString(SerializableString value) {
    Refusal.requireString(value.charLength(), maxStringLength);
    return super.writeString(value);
  }

  @Override
  public JsonGenerator writeName(String name) {
    Refusal.requireString(name.length(), maxStringLength);
    return super.writeName(name);
  }
}
