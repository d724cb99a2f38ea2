/** Tools, resources and prompts served by others, over the Model Context Protocol. */
module dev.jackdaw.mcp {
  requires transitive dev.jackdaw.api;
  requires transitive dev.jackdaw.wire;
  requires static org.jspecify;

  exports dev.jackdaw.mcp;
  exports dev.jackdaw.mcp.config;
  exports dev.jackdaw.mcp.rpc;
  exports dev.jackdaw.mcp.transport;
  exports dev.jackdaw.mcp.login;

  opens dev.jackdaw.mcp to
      dev.jackdaw.api;
}
