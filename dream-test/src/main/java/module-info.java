/** What tests of applications need. */
module dev.dream.test {
  requires transitive dev.dream.engine;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.dream.test;
}
