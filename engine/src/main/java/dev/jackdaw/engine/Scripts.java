package dev.jackdaw.engine;

import dev.jackdaw.api.ScriptEngine;
import java.util.function.Supplier;

/** What runs the scripts of a session. */
record Scripts(Supplier<ScriptEngine> made, ScriptEngine.Starter starter) {
  ScriptEngine engine() {
    return made.get();
  }
}
