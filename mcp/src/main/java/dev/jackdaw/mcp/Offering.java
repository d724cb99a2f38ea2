package dev.jackdaw.mcp;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a server offers, as it was approved: each tool by what a model or a person would judge it
 * by.
 */
record Offering(List<Json.Obj> tools) {
  private static final List<String> BINDING =
      List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

  Offering {
    tools = List.copyOf(tools);
  }

  /** Takes what counts of the server's list; what is no tool is left out. */
  static Offering of(List<Json.Obj> given) {
    var tools = new ArrayList<Json.Obj>();
    for (var tool : given) {
      if (tool.string("name", "").isEmpty()) continue;
      var kept = Json.object();
      for (var member : BINDING) kept.put(member, tool.get(member));
      tools.add(kept.build());
    }
    return new Offering(tools);
  }

  /** Returns it as text, the same for the same tools in whatever order. */
  String text() {
    var sorted = new ArrayList<>(tools);
    sorted.sort(
        Comparator.comparing((Json.Obj tool) -> tool.string("name", ""))
            .thenComparing(Json.Obj::canonical));
    var text = new StringBuilder();
    for (var tool : sorted) {
      text.append(VisibleText.of(Json.parse(tool.canonical()).pretty())).append('\n');
    }
    return text.toString();
  }
}
