package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.json.Json;
import java.util.Locale;

/** The input of a tool that people write as one text, such as the command of {@code Bash(…)}. */
final class MainArgument {
  private MainArgument() {}

  static Json.Obj of(String tool, String text) {
    return switch (tool.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "")) {
      case "bash", "shell", "bashoutside" -> Json.object().put("command", text).build();
      case "webfetch", "fetch" -> Json.object().put("url", address(text)).build();
      case "write" -> Json.object().put("path", text).put("content", "").build();
      case "edit" ->
          Json.object().put("path", text).put("old_string", "x").put("new_string", "").build();
      case "grep" -> Json.object().put("pattern", "x").put("path", text).build();
      case "glob" -> Json.object().put("pattern", "*").put("path", text).build();
      default -> Json.object().put("path", text).build();
    };
  }

  private static String address(String text) {
    return text.contains("://") ? text : "https://" + text + "/";
  }
}
