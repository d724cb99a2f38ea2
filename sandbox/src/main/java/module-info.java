/** Confines what commands can do. Decides nothing. */
module dev.jackdaw.sandbox {
  requires transitive dev.jackdaw.api;
  requires static org.jspecify;

  exports dev.jackdaw.sandbox;
  exports dev.jackdaw.sandbox.egress;
  exports dev.jackdaw.sandbox.landlock;
  exports dev.jackdaw.sandbox.layer;
  exports dev.jackdaw.sandbox.rung;
}
