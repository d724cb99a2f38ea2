/** Decides whether a call may run. Changes nothing. */
module dev.jackdaw.policy {
  requires transitive dev.jackdaw.api;
  requires static org.jspecify;

  exports dev.jackdaw.policy;
}
