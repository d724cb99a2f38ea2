/**
 * The built-in tools. Prompt texts and inputs are read by {@code RecordTool}, hence the openings.
 */
module dev.jackdaw.tools {
  requires dev.jackdaw.api;
  requires static org.jspecify;

  exports dev.jackdaw.tools;

  opens dev.jackdaw.tools.files to
      dev.jackdaw.api;
  opens dev.jackdaw.tools.search to
      dev.jackdaw.api;
}
