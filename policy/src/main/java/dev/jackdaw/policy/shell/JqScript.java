package dev.jackdaw.policy.shell;

import java.util.List;

/** Accepts jq programs that read nothing but their input, not even the environment. */
final class JqScript {
  private JqScript() {}

  static void check(String script) throws Uncertain {
    for (var word :
        List.of("import", "include", "modulemeta", "get_search_list", "input_line", "env", "ENV")) {
      if (script.contains(word))
        throw new Uncertain("its jq program may read more than its input", word);
    }
  }
}
