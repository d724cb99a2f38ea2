package dev.jackdaw.tools.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of git, all switched off, that win over those of a repository and keep commands that
 * only look from writing the index or running a program: no file system monitor, no check of
 * signatures, no refresh of the index, which would run a hook. Commands that change something work
 * as ever.
 */
final class InertGit {
  private static final List<String> SETTINGS =
      List.of("core.fsmonitor", "diff.autoRefreshIndex", "log.showSignature");

  private InertGit() {}

  /** Returns the variables that say so to git, and that it takes no lock and no pager. */
  static Map<String, String> variables() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("GIT_OPTIONAL_LOCKS", "0");
    variables.put("GIT_PAGER", "cat");
    variables.put("GIT_CONFIG_COUNT", Integer.toString(SETTINGS.size()));
    for (var i = 0; i < SETTINGS.size(); i++) {
      variables.put("GIT_CONFIG_KEY_" + i, SETTINGS.get(i));
      variables.put("GIT_CONFIG_VALUE_" + i, "false");
    }
    return variables;
  }
}
