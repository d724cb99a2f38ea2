package dev.jackdaw.script;

import dev.jackdaw.api.ScriptEngine;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Runs scripts in JavaScript by GraalJS, each in a process of its own. Thread-safe. */
public final class JavaScript implements ScriptEngine {
  @Override
  public List<String> problems(String source, Set<String> tools) {
    return new ToolNames(source, tools).problems();
  }

  @Override
  public Script start(Start start) throws IOException {
    return ScriptProcess.start(start);
  }
}
