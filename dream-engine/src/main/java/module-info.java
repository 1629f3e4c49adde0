/** Erlang/OTP primitives for the JVM. */
module dev.dream.engine {
  requires org.slf4j;
  requires static transitive org.jspecify;
  requires static java.management;
  requires static jdk.jfr;
  requires static jdk.management;
  requires static tools.jackson.databind;
  requires static tools.jackson.dataformat.cbor;

  exports dev.dream;
  exports dev.dream.agent;
  exports dev.dream.application;
  exports dev.dream.crashes;
  exports dev.dream.genserver;
  exports dev.dream.inspect;
  exports dev.dream.keyed;
  exports dev.dream.message;
  exports dev.dream.message.jackson;
  exports dev.dream.process;
  exports dev.dream.statem;
  exports dev.dream.registry;
  exports dev.dream.service;
  exports dev.dream.supervisor;
  exports dev.dream.sys;
  exports dev.dream.task;
}
