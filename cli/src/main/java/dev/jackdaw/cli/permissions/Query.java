package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.wire.LabelJson;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A call somebody wants to know the decision on.
 *
 * @param id what the answer is to be told apart by; null when there is none
 * @param directory the folder the session would work in; empty for the current one
 * @param mode nothing for the one that settings say
 * @param labels the origins of what would be in view
 */
record Query(
    Json id,
    String tool,
    Json.Obj input,
    String directory,
    Optional<Mode> mode,
    Set<Label> labels) {

  Query {
    labels = Set.copyOf(labels);
  }

  /**
   * Reads a line such as {@code {"id":1,"tool":"bash","input":{"command":"ls"}}}.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  static Query ofJson(String line) {
    try {
      return of(Json.parseObject(line));
    } catch (JsonException e) {
      throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
    }
  }

  static Query of(Json.Obj query) {
    var tool = query.string("tool", "");
    if (tool.isBlank()) throw new IllegalArgumentException("\"tool\" must be the name of a tool");
    var input = query.get("input").orElse(Json.Obj.EMPTY);
    if (!(input instanceof Json.Obj members)) {
      throw new IllegalArgumentException("\"input\" must be an object");
    }
    return new Query(
        query.get("id").orElse(Json.Null.INSTANCE),
        tool,
        members,
        text(query, "cwd"),
        mode(text(query, "mode")),
        labels(query));
  }

  private static String text(Json.Obj query, String name) {
    var value = query.get(name);
    if (value.isEmpty()) return "";
    if (value.get() instanceof Json.Str(var text)) return text;
    throw new IllegalArgumentException("\"" + name + "\" must be a text");
  }

  private static Optional<Mode> mode(String text) {
    if (text.isEmpty()) return Optional.empty();
    var mode = Mode.parse(text);
    if (mode.isPresent()) return mode;
    throw new IllegalArgumentException("\"mode\" is none of those there are: \"" + text + "\"");
  }

  private static Set<Label> labels(Json.Obj query) {
    var value = query.get("labels");
    if (value.isEmpty()) return Set.of();
    if (!(value.get() instanceof Json.Arr(var elements))) {
      throw new IllegalArgumentException("\"labels\" must be a list");
    }
    var labels = new HashSet<Label>();
    for (var element : elements) labels.add(label(element));
    return labels;
  }

  /** A source that is not known counts as the web: nobody vouches for it. */
  private static Label label(Json element) {
    return switch (element) {
      case Json.Str(var text) -> {
        var colon = text.indexOf(':');
        var source = colon < 0 ? text : text.substring(0, colon);
        yield LabelJson.read(source.toLowerCase(Locale.ROOT) + text.substring(source.length()));
      }
      case Json.Obj object ->
          LabelJson.read(
              object.string("source", "").toLowerCase(Locale.ROOT)
                  + ":"
                  + object.string("detail", ""));
      default -> throw new IllegalArgumentException("\"labels\" must be a list of texts");
    };
  }

  /**
   * Reads what people type: {@code bash {"command":"ls"}}, {@code Bash(ls -l)}, or a JSON object as
   * {@link #ofJson} takes it.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Query ofText(String text) {
    var written = text.strip();
    if (written.startsWith("{")) return ofJson(written);
    var end = 0;
    while (end < written.length() && isNamePart(written.charAt(end))) end++;
    var tool = written.substring(0, end);
    var rest = written.substring(end).strip();
    if (!tool.isEmpty() && rest.isEmpty()) return plain(tool, Json.Obj.EMPTY);
    if (!tool.isEmpty() && rest.startsWith("{")) return plain(tool, object(rest));
    if (!tool.isEmpty() && rest.startsWith("(") && rest.endsWith(")")) {
      return plain(tool, MainArgument.of(tool, rest.substring(1, rest.length() - 1)));
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no call; write Bash(ls -l) or bash '{\"command\":\"ls -l\"}'");
  }

  private static Query plain(String tool, Json.Obj input) {
    return new Query(Json.Null.INSTANCE, tool, input, "", Optional.empty(), Set.of());
  }

  private static Json.Obj object(String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonException e) {
      throw new IllegalArgumentException("the input is not a JSON object: " + e.getMessage(), e);
    }
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }
}
