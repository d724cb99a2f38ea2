/** Remembers: sessions as append-only files, large bodies beside them, and exports. */
module dev.jackdaw.journal {
  requires transitive dev.jackdaw.api;
  requires dev.jackdaw.wire;
  requires static org.jspecify;

  exports dev.jackdaw.journal;
  exports dev.jackdaw.journal.audit;
  exports dev.jackdaw.journal.checkpoint;
  exports dev.jackdaw.journal.export;
  exports dev.jackdaw.journal.timeline;
}
