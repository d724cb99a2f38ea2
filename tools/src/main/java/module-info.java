/**
 * The built-in tools. Prompt texts and inputs are read by {@code RecordTool}, hence the openings.
 */
module dev.jackdaw.tools {
  requires transitive dev.jackdaw.api;
  requires org.jsoup;
  requires static java.desktop;
  requires static org.jspecify;

  exports dev.jackdaw.tools;
  exports dev.jackdaw.tools.shell;
  exports dev.jackdaw.tools.web;

  opens dev.jackdaw.tools.files to
      dev.jackdaw.api;
  opens dev.jackdaw.tools.search to
      dev.jackdaw.api;
  opens dev.jackdaw.tools.shell to
      dev.jackdaw.api;
  opens dev.jackdaw.tools.talk to
      dev.jackdaw.api;
  opens dev.jackdaw.tools.web to
      dev.jackdaw.api;
}
