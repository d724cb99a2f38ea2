/** The vocabulary as JSON. */
module dev.jackdaw.wire {
  requires transitive dev.jackdaw.api;
  requires static org.jspecify;

  exports dev.jackdaw.wire;
  exports dev.jackdaw.wire.rpc;
  exports dev.jackdaw.wire.stream;
}
