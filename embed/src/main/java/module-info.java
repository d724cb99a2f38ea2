/** Whole agents for programs. */
module dev.jackdaw.embed {
  requires transitive dev.jackdaw.api;
  requires transitive dev.jackdaw.engine;
  requires dev.jackdaw.wire;
  requires dev.jackdaw.models;
  requires dev.jackdaw.tools;
  requires dev.jackdaw.policy;
  requires dev.jackdaw.journal;
  requires dev.jackdaw.sandbox;
  requires static org.jspecify;

  exports dev.jackdaw.embed;
}
