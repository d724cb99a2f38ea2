/**
 * What tests and embedders need. JUnit, AssertJ and the HTTP server are needed only by what a test
 * uses: a program that ships the scripted model runs without them.
 */
module dev.jackdaw.testkit {
  requires transitive dev.jackdaw.api;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;
  requires static org.assertj.core;
  requires static jdk.httpserver;

  exports dev.jackdaw.testkit;
  exports dev.jackdaw.testkit.contract;
  exports dev.jackdaw.testkit.server;
}
