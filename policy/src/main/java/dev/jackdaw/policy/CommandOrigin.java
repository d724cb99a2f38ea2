package dev.jackdaw.policy;

import dev.jackdaw.api.Label;
import dev.jackdaw.policy.shell.RoughWords;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whose words a command prints that nothing confines: the workspace's own, unless a program
 * is named that shows what others wrote elsewhere. Words are looked for wherever they stand, so it
 * finds too much rather than too little; what a program fetches by itself without being one of
 * these is not known.
 */
public final class CommandOrigin {
  private static final Label COMMAND = new Label(Label.Source.COMMAND, "");

  private static final Set<String> FETCHERS =
      Set.of(
          "curl", "wget", "http", "https", "xh", "aria2c", "lynx", "w3m", "links", "ftp", "sftp",
          "scp", "ssh", "rsync", "nc", "ncat", "netcat", "telnet", "socat", "gh", "glab", "hub",
          "tea", "jira", "linear", "aws", "gcloud", "az", "kubectl", "heroku", "flyctl", "vercel",
          "svn");

  /** For each program the first words with which it shows what others wrote. */
  private static final Map<String, Set<String>> FETCHING =
      Map.of(
          "git", Set.of("fetch", "pull", "clone", "ls-remote", "submodule"),
          "hg", Set.of("pull", "clone", "incoming"),
          "npm", Set.of("view", "info", "search", "show", "audit"),
          "pnpm", Set.of("view", "info", "search", "audit"),
          "yarn", Set.of("info", "npm", "audit"),
          "pip", Set.of("download", "index", "search"),
          "cargo", Set.of("search", "info"),
          "docker", Set.of("pull", "search", "logs"),
          "brew", Set.of("info", "search"));

  private CommandOrigin() {}

  /** Returns the origin of what the command prints. */
  public static Label of(String command) {
    var words = RoughWords.of(command);
    for (var i = 0; i < words.size(); i++) {
      var program = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
      if (FETCHERS.contains(program) || fetches(program, words.subList(i + 1, words.size()))) {
        return new Label(Label.Source.WEB, "by " + program);
      }
    }
    return COMMAND;
  }

  private static boolean fetches(String program, List<String> rest) {
    var fetching = FETCHING.getOrDefault(program, Set.of());
    return rest.stream().anyMatch(fetching::contains);
  }
}
