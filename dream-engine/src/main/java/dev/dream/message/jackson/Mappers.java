package dev.dream.message.jackson;

import dev.dream.message.MessageLimits;
import dev.dream.message.MessageTypes;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Jackson set up for messages: what comes back equals what was sent, or it is refused. Hence no
 * coercion, enums by the names of their constants, and times with the zone they had.
 */
final class Mappers {

  private Mappers() {}

  static ObjectMapper mapper(MessageTypes types, MessageLimits limits) {
    return CBORMapper.builder(factory(limits))
        .annotationIntrospector(new NoTypeInfo())
        .setDefaultTyping(new RegisteredTyping(types))
        .addModule(EngineTypes.module())
        .addModule(NetworkTypes.module())
        .addModule(RefusedTypes.module())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .withCoercionConfigDefaults(Mappers::refuseEmpty)
        .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
        .disable(DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .build();
  }

  private static void refuseEmpty(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
  }

  private static CBORFactory factory(MessageLimits limits) {
    return CBORFactory.builder()
        .streamReadConstraints(new ReadLimits(limits))
        .streamWriteConstraints(new WriteLimits(limits))
        .build();
  }
}
