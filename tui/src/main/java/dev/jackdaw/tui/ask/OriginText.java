package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Label;
import java.util.ArrayList;
import java.util.List;

/** Says where the text came from that the model has in view. */
final class OriginText {
  private OriginText() {}

  /** Returns such as {@code files of the workspace, the web (example.org)}; empty for none. */
  static String of(List<Label> origins) {
    var names = new ArrayList<String>();
    for (var origin : origins) {
      var kind = kind(origin.source());
      if (kind.isEmpty()) continue;
      var name = origin.detail().isEmpty() ? kind : kind + " (" + origin.detail() + ")";
      if (!names.contains(name)) names.add(name);
    }
    return String.join(", ", names);
  }

  private static String kind(Label.Source source) {
    return switch (source) {
      case USER, JACKDAW, MODEL -> "";
      case MEMORY -> "memory files";
      case WORKSPACE -> "files of the workspace";
      case OUTSIDE -> "a file outside the workspace";
      case COMMAND -> "what commands printed";
      case WEB -> "the web";
      case MCP -> "an MCP server";
      case SUBAGENT -> "a sub-agent";
    };
  }
}
