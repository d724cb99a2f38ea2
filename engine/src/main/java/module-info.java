/** The agent loop. */
module dev.jackdaw.engine {
  requires transitive dev.jackdaw.api;
  requires static org.jspecify;

  exports dev.jackdaw.engine;
  exports dev.jackdaw.engine.context;
  exports dev.jackdaw.engine.memory;
  exports dev.jackdaw.engine.offer;

  opens dev.jackdaw.engine.offer to
      dev.jackdaw.api; // prompt texts and inputs
}
