package dev.jackdaw.lsp.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what servers say without believing that it is as the protocol has it. */
final class Read {
  private static final int MOST_FINDINGS = 5_000;
  private static final int MOST_SPOTS = 5_000;
  private static final int MOST_CHARS = 4_000;
  private static final int DEEPEST = 40;

  /** The protocol's kinds of symbols, counting from 1. */
  private static final String[] KINDS = {
    "file",
    "module",
    "namespace",
    "package",
    "class",
    "method",
    "property",
    "field",
    "constructor",
    "enum",
    "interface",
    "function",
    "variable",
    "constant",
    "string",
    "number",
    "boolean",
    "array",
    "object",
    "key",
    "null",
    "enum member",
    "struct",
    "event",
    "operator",
    "type parameter"
  };

  private Read() {}

  static JsonElement member(@Nullable JsonElement of, String name) {
    if (!(of instanceof JsonObject object)) return JsonNull.INSTANCE;
    var value = object.get(name);
    return value == null ? JsonNull.INSTANCE : value;
  }

  static String text(@Nullable JsonElement of, String name) {
    return text(member(of, name));
  }

  /** Returns a text or number as text, marked-up text without its kind, else nothing. */
  static String text(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      var text = primitive.getAsString();
      return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text;
    }
    if (value instanceof JsonObject) return text(member(value, "value"));
    if (!(value instanceof JsonArray parts)) return "";
    var all = new StringBuilder();
    for (var part : parts) {
      var text = part instanceof JsonArray ? "" : text(part);
      if (!text.isEmpty() && all.length() < MOST_CHARS) all.append(text).append('\n');
    }
    return all.toString().strip();
  }

  static int number(@Nullable JsonElement of, String name, int otherwise) {
    if (!(member(of, name) instanceof JsonPrimitive primitive)) return otherwise;
    try {
      return (int)
          Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, primitive.getAsDouble()));
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }

  static boolean truth(@Nullable JsonElement of, String name) {
    return member(of, name) instanceof JsonPrimitive value
        && value.isBoolean()
        && value.getAsBoolean();
  }

  static List<JsonElement> elements(JsonElement of) {
    return of instanceof JsonArray array ? array.asList() : List.of();
  }

  static List<Finding> findings(JsonElement diagnostics) {
    var findings = new ArrayList<Finding>();
    for (var each : elements(diagnostics)) {
      if (findings.size() == MOST_FINDINGS) break;
      var line = number(member(member(each, "range"), "start"), "line", 0);
      findings.add(
          new Finding(
              line, number(each, "severity", 1), text(each, "code"), text(each, "message")));
    }
    return findings;
  }

  /** Returns the places of an answer: one, several, or links to them. */
  static List<Spot> spots(JsonElement answer) {
    var spots = new ArrayList<Spot>();
    if (answer instanceof JsonObject) addSpot(answer, spots);
    for (var each : elements(answer)) addSpot(each, spots);
    return spots;
  }

  private static void addSpot(JsonElement each, List<Spot> spots) {
    if (spots.size() == MOST_SPOTS) return;
    var linked = text(each, "targetUri");
    if (!linked.isEmpty()) {
      spots.add(new Spot(linked, line(member(each, "targetSelectionRange")), ""));
    } else if (!text(each, "uri").isEmpty()) {
      spots.add(new Spot(text(each, "uri"), line(member(each, "range")), ""));
    }
  }

  /** Returns symbols, those within others behind them; {@code uri} is the document asked about. */
  static List<Spot> symbols(JsonElement answer, String uri) {
    var spots = new ArrayList<Spot>();
    for (var each : elements(answer)) addSymbol(each, uri, 0, spots);
    return spots;
  }

  private static void addSymbol(JsonElement each, String uri, int depth, List<Spot> spots) {
    if (spots.size() == MOST_SPOTS || depth == DEEPEST) return;
    var kind = number(each, "kind", 0);
    var word = kind >= 1 && kind <= KINDS.length ? KINDS[kind - 1] + " " : "";
    var container = text(each, "containerName");
    var name =
        "  ".repeat(depth)
            + word
            + text(each, "name")
            + (container.isEmpty() ? "" : " in " + container);
    var location = member(each, "location");
    if (location instanceof JsonObject) {
      spots.add(new Spot(text(location, "uri"), line(member(location, "range")), name));
    } else {
      spots.add(new Spot(uri, line(member(each, "selectionRange")), name));
    }
    for (var child : elements(member(each, "children"))) addSymbol(child, uri, depth + 1, spots);
  }

  private static int line(JsonElement range) {
    return number(member(range, "start"), "line", 0);
  }
}
