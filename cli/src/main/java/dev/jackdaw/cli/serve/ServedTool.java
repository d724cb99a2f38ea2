package dev.jackdaw.cli.serve;

import dev.jackdaw.api.json.Json;

/** A tool that clients of the server can call. */
public interface ServedTool {
  /** Returns what {@code tools/list} tells of it: name, description, input schema, annotations. */
  Json.Obj spec();

  /**
   * Carries a call out. What goes wrong and the client can act on is a result with {@code isError}.
   *
   * @return the result of {@code tools/call}
   * @throws InterruptedException when the client called it off
   */
  Json.Obj call(Json.Obj arguments, Caller caller) throws InterruptedException;

  default String name() {
    return spec().string("name", "");
  }
}
