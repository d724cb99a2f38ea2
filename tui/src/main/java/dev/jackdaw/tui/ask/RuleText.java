package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Rule;
import java.util.Locale;

/** Says what a rule would allow, with examples. */
final class RuleText {
  private static final String LINE =
      " A line with several commands runs unasked only if each of them may.";

  private RuleText() {}

  static String of(Rule rule) {
    var what = rule.specifier();
    return switch (rule.tool().toLowerCase(Locale.ROOT).replace("_", "").replace("-", "")) {
      case "bash" -> what.isEmpty() ? "every command, whatever it is" : command(what);
      case "bashoutside" ->
          (what.isEmpty() ? "every command, whatever it is" : command(what))
              + " It runs outside the sandbox.";
      case "read" -> "reading " + files(what);
      case "edit" -> "every edit of " + files(what);
      case "webfetch" -> "fetching pages of " + host(what);
      default ->
          what.isEmpty()
              ? "every call of " + rule.tool() + ", whatever its input"
              : "calls of " + rule.tool() + " with " + what;
    };
  }

  private static String command(String what) {
    if (what.equals("*")) return "every command, whatever it is";
    var isPrefix = what.endsWith(":*") || what.endsWith(" *");
    var words = isPrefix ? what.substring(0, what.length() - 2).stripTrailing() : what;
    if (words.replace("\\\\", "").replace("\\*", "").indexOf('*') >= 0) {
      return "commands of the form " + what + ", a * standing for any words." + LINE;
    }
    if (!isPrefix) return "exactly this command, to the letter.";
    return "commands that begin with these words: "
        + words
        + ", or "
        + words
        + " with anything behind it; not "
        + words
        + "x."
        + LINE;
  }

  private static String files(String path) {
    if (path.isEmpty()) return "files in the workspace, none that is protected";
    var plain = path.startsWith("//") ? path.substring(1) : path;
    if (path.endsWith("/**")) return "everything below " + plain.substring(0, plain.length() - 3);
    return path.indexOf('*') >= 0
        ? "files whose paths fit " + path
        : "exactly " + plain + "; were it a folder, all below it";
  }

  private static String host(String what) {
    var host = what.startsWith("domain:") ? what.substring(7) : what;
    if (host.isEmpty()) return "every host";
    return host.startsWith("*.")
        ? "every host below " + host.substring(2) + ", not that host itself"
        : host + "; not of hosts below it";
  }
}
