package dev.dream.message.jackson;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** A registered type with all that writing and reading it takes. Made once per type and codec. */
final class WireType {

  private final byte[] header;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  private WireType(byte[] header, ObjectWriter writer, ObjectReader reader) {
    this.header = header;
    this.writer = writer;
    this.reader = reader;
  }

  static WireType of(String name, Class<?> type, ObjectMapper mapper) {
    // A list to write may be of another class than the one that is read.
    boolean isContainer = mapper.constructType(type).isContainerType();
    ObjectWriter writer = isContainer ? mapper.writer() : mapper.writerFor(type);
    return new WireType(Header.of(name), writer, mapper.readerFor(type));
  }

  void writeHeader(BoundedOutput out) {
    out.write(header, 0, header.length);
  }

  ObjectWriter writer() {
    return writer;
  }

  ObjectReader reader() {
    return reader;
  }
}
