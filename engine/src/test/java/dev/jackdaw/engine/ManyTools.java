package dev.jackdaw.engine;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tools of some servers, each with a schema of about 300 tokens. */
final class ManyTools {
  private static final List<String> SERVERS =
      List.of("tracker", "mail", "calendar", "metrics", "wiki");
  private static final List<String> VERBS =
      List.of("create", "delete", "list", "search", "update", "archive");
  private static final List<String> NOUNS =
      List.of(
          "issue", "label", "thread", "folder", "event", "room", "alert", "panel", "page", "space");

  private ManyTools() {}

  static List<Tool<?>> threeHundred() {
    var tools = new ArrayList<Tool<?>>();
    for (var server : SERVERS) {
      for (var verb : VERBS) {
        for (var noun : NOUNS) tools.add(new Remote(server, verb, noun));
      }
    }
    return tools;
  }

  /** Needs {@code title}; creating and deleting is a command. */
  record Remote(String server, String verb, String noun) implements Tool<Json.Obj> {
    String name() {
      return server + "_" + verb + "_" + noun;
    }

    @Override
    public ToolSpec spec() {
      var properties = Json.object();
      for (var member : List.of("title", "body", "owner", "priority", "due", "parent")) {
        properties.put(
            member,
            Json.object()
                .put("type", "string")
                .put("description", "The " + member + " of the " + noun + ", as people write it.")
                .build());
      }
      return new ToolSpec(
          name(),
          "Can " + verb + " a " + noun + " of the " + server + ". It takes what follows, as given.",
          Json.object()
              .put("properties", properties.build())
              .put("type", "object")
              .put("required", Json.strings(List.of("title")))
              .build());
    }

    @Override
    public Json.Obj decode(Json.Obj input) throws InvalidInputException {
      if (input.string("title").isEmpty()) throw new InvalidInputException("title is missing");
      return input;
    }

    @Override
    public List<Effect> effects(Json.Obj input, Workspace workspace) {
      return verb.equals("list") || verb.equals("search")
          ? List.of()
          : List.of(new Effect.Executes(name(), Path.of("/")));
    }

    @Override
    public ToolResult call(Json.Obj input, ToolContext context) {
      return LambdaTool.ok(name() + " did " + input.string("title", ""));
    }
  }
}
