/** The front end for editors: an agent of the Agent Client Protocol. */
module dev.jackdaw.acp {
  requires transitive dev.jackdaw.api;
  requires dev.jackdaw.wire;
  requires static org.jspecify;

  exports dev.jackdaw.acp;
}
