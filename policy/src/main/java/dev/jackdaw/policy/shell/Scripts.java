package dev.jackdaw.policy.shell;

import java.util.List;
import java.util.Set;

/** Recognises the scripts of small languages that do nothing but print. */
final class Scripts {
  private Scripts() {}

  private static final Set<String> SED_OPTIONS =
      Set.of("-n", "-E", "-r", "-s", "-z", "-u", "--quiet", "--silent", "--regexp-extended");

  /** Returns whether the script is an address with p, d or q behind it, or a plain substitution. */
  static boolean isQuietSed(List<String> operands) {
    for (var operand : operands) {
      if (operand.startsWith("-") && !SED_OPTIONS.contains(operand)) return false;
    }
    var script = firstScript(operands);
    var at = 0;
    while (at < script.length() && "0123456789,$".indexOf(script.charAt(at)) >= 0) at++;
    var rest = script.substring(at);
    return rest.equals("p") || rest.equals("d") || rest.equals("q") || isPlainSubstitution(rest);
  }

  /**
   * Accepts {@code s/a/b/} with the flags g, I, i, p and digits; no backslash, no second command.
   */
  private static boolean isPlainSubstitution(String command) {
    if (!command.startsWith("s/") || command.indexOf('\\') >= 0 || command.indexOf('\n') >= 0) {
      return false;
    }
    var middle = command.indexOf('/', 2);
    var end = middle < 0 ? -1 : command.indexOf('/', middle + 1);
    if (end < 0) return false;
    for (var i = end + 1; i < command.length(); i++) {
      if ("gIip0123456789".indexOf(command.charAt(i)) < 0) return false;
    }
    return true;
  }

  /** Returns whether nothing awk is given could be a script that writes or runs. */
  static boolean isQuietAwk(List<String> operands) {
    for (var operand : operands) {
      if (operand.startsWith("-F") || operand.startsWith("-v")) continue;
      if (operand.startsWith("-") || !isQuiet(operand)) return false;
    }
    return !operands.isEmpty();
  }

  private static boolean isQuiet(String script) {
    for (var sign : List.of("system", "|", ">", "<", "getline", "close", "@", "ENVIRON")) {
      if (script.contains(sign)) return false;
    }
    return true;
  }

  private static String firstScript(List<String> operands) {
    for (var operand : operands) {
      if (!operand.startsWith("-")) return operand;
    }
    return "";
  }
}
