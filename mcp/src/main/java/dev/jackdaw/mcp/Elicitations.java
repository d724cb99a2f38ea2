package dev.jackdaw.mcp;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the person what a server wants to know, through the call that runs on it. Nothing is asked
 * without a call, or where nobody is. An address is shown and never opened. Safe for use by several
 * threads.
 */
final class Elicitations {
  private static final String DECLINE = "Decline";
  private static final int MOST_FIELDS = 20;
  private static final int MOST_CHARS = 2_000;

  private final String server;
  private final boolean attended;
  private final RunningCalls calls;

  Elicitations(String server, boolean attended, RunningCalls calls) {
    this.server = server;
    this.attended = attended;
    this.calls = calls;
  }

  boolean isAttended() {
    return attended;
  }

  Json.Obj ask(Json.Obj params) throws InterruptedException {
    var call = calls.latest();
    if (call.isEmpty() || !attended) return action("cancel");
    return params.string("mode", "form").equals("url")
        ? address(params, call.get())
        : form(params, call.get());
  }

  private static Json.Obj action(String action) {
    return Json.object().put("action", action).build();
  }

  private static String told(String text) {
    return VisibleText.of(text.substring(0, Math.min(MOST_CHARS, text.length())));
  }

  /** Returns whether the person says that they went there. */
  Json.Obj address(Json.Obj params, ToolContext call) throws InterruptedException {
    var url = params.string("url", "");
    if (!url.startsWith("https://")) return action("decline");
    var question =
        new Question.Choice(
            "The MCP server "
                + server
                + " wants you to open an address in your browser: "
                + told(params.string("message", ""))
                + "\n"
                + told(url),
            List.of(
                new Question.Option("Opened", "I opened it, or will."),
                new Question.Option(DECLINE, "I do not want to.")),
            false);
    return switch (call.ask(question)) {
      case Answer.Chosen(var texts) when texts.contains("Opened") -> action("accept");
      case Answer.Dismissed _ -> action("cancel");
      case Answer.Chosen _,
          Answer.Refuse _,
          Answer.AllowOnce _,
          Answer.AllowEdited _,
          Answer.AllowForSession _,
          Answer.AllowAlways _ ->
          action("decline");
    };
  }

  private Json.Obj form(Json.Obj params, ToolContext call) throws InterruptedException {
    var schema = params.object("requestedSchema");
    var fields = schema.object("properties").members();
    if (fields.size() > MOST_FIELDS) return action("decline");
    var content = Json.object();
    var required = schema.array("required");
    var first = told(params.string("message", ""));
    for (var field : fields.entrySet()) {
      if (!(field.getValue() instanceof Json.Obj wanted)) return action("decline");
      var needed = required.contains(Json.of(field.getKey()));
      var form = new Field(field.getKey(), wanted, needed);
      var answer = call.ask(form.question(server, first));
      first = "";
      if (answer instanceof Answer.Dismissed) return action("cancel");
      if (!(answer instanceof Answer.Chosen(var texts)) || texts.contains(DECLINE)) {
        return action("decline");
      }
      form.value(texts).ifPresent(value -> content.put(field.getKey(), value));
    }
    return action("accept").with("content", content.build());
  }

  /** One thing that is asked for. */
  record Field(String name, Json.Obj schema, boolean required) {
    private static final String SKIP = "Leave out";

    Question.Choice question(String server, String message) {
      var text = new StringBuilder();
      if (!message.isEmpty()) {
        text.append("The MCP server ")
            .append(server)
            .append(" asks: ")
            .append(message)
            .append('\n');
      }
      text.append(told(schema.string("title", name)));
      var description = schema.string("description", "");
      if (!description.isEmpty()) text.append(": ").append(told(description));
      var options = new ArrayList<Question.Option>();
      for (var choice : choices()) options.add(new Question.Option(told(choice), ""));
      if (options.isEmpty()) {
        schema
            .get("default")
            .ifPresent(
                value -> options.add(new Question.Option(told(shown(value)), "the default")));
      }
      if (!required) options.add(new Question.Option(SKIP, ""));
      options.add(new Question.Option(DECLINE, "Tell the server nothing."));
      return new Question.Choice(text.toString(), options, isList());
    }

    private boolean isList() {
      return schema.string("type", "").equals("array");
    }

    private static String shown(Json value) {
      return value instanceof Json.Str(var text) ? text : value.compact();
    }

    /** Returns the names of what can be chosen, in each of the ways to write it. */
    private List<String> choices() {
      if (schema.string("type", "").equals("boolean")) return List.of("true", "false");
      var from = isList() ? schema.object("items") : schema;
      var choices = new ArrayList<String>();
      for (var value : from.array("enum")) choices.add(shown(value));
      for (var member : List.of("oneOf", "anyOf")) {
        for (var value : from.array(member)) {
          if (value instanceof Json.Obj choice)
            choices.add(shown(choice.get("const").orElse(choice)));
        }
      }
      return choices;
    }

    /** Returns the answer as the schema wants it, as far as it can be read so. */
    Optional<Json> value(List<String> texts) {
      if (texts.isEmpty() || texts.contains(SKIP)) return Optional.empty();
      if (isList()) return Optional.of(Json.strings(texts));
      var text = texts.getFirst();
      return Optional.of(
          switch (schema.string("type", "string")) {
            case "boolean" ->
                Json.of(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes"));
            case "integer", "number" -> number(text.strip());
            default -> Json.of(text);
          });
    }

    private static Json number(String text) {
      try {
        return new Json.Num(text);
      } catch (IllegalArgumentException _) {
        return Json.of(text);
      }
    }
  }
}
