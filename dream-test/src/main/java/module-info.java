/** What tests of applications need. */
module dev.dream.test {
  requires transitive dev.dream.engine;
  requires org.slf4j;
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;
  requires static org.junit.platform.commons;

  exports dev.dream.test;
}
