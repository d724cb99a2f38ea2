/** Speaks the providers' dialects and tells their facts: windows, prices, features. */
module dev.jackdaw.models {
  requires static org.jspecify;
  requires transitive dev.jackdaw.api;

  exports dev.jackdaw.models;
}
