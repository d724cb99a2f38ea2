package dev.jackdaw.tui.keys;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.tui.input.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's changes to the keys, {@code keys.json}:
 *
 * <pre>
 * {"bindings": [{"context": "composer", "bindings": {"ctrl+o": "editor", "ctrl+b": null}}]}
 * </pre>
 *
 * A chord stands for an action, or for nothing. What cannot be understood is left out and said; the
 * rest holds.
 */
public final class KeyFile {
  private static final int MAX_BYTES = 1 << 20;

  private final String text;
  private final List<String> problems = new ArrayList<>();
  private KeyBindings bindings = KeyBindings.defaults();

  /**
   * What became of a file.
   *
   * @param problems each with the line it is in
   */
  public record Read(KeyBindings bindings, List<String> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  private KeyFile(String text) {
    this.text = text;
  }

  /** Reads a file; the default keys hold when there is none. */
  public static Read read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) return unread(file + " is larger than 1 MiB");
      var read = parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      return new Read(
          read.bindings(), read.problems().stream().map(problem -> file + ", " + problem).toList());
    } catch (NoSuchFileException _) {
      return new Read(KeyBindings.defaults(), List.of());
    } catch (IOException e) {
      return unread(file + " cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Read unread(String problem) {
    return new Read(KeyBindings.defaults(), List.of(problem + "; the default keys hold"));
  }

  /** Reads the text of a file; a problem begins with {@code line N: }. */
  static Read parse(String text) {
    var file = new KeyFile(text.startsWith("\uFEFF") ? text.substring(1) : text);
    file.blocks();
    return new Read(file.bindings, file.problems);
  }

  private void blocks() {
    if (text.isBlank()) return;
    try {
      if (!(Json.parse(text) instanceof Json.Obj root)) {
        problem(0, "expected an object with \"bindings\"");
        return;
      }
      for (var name : root.members().keySet()) {
        if (!name.equals("bindings") && !name.startsWith("$")) {
          problem(at(name, 0), "there is no \"" + name + "\"; expected \"bindings\"");
        }
      }
      var from = Math.max(0, at("bindings", 0)) + "\"bindings\"".length();
      for (var block : list(root)) from = block(block, from);
      for (var context : Context.values()) conflicts(context);
    } catch (JsonException e) {
      problem(e.offset(), "it is no JSON: " + e.getMessage());
    }
  }

  private List<Json> list(Json.Obj root) {
    return switch (root.get("bindings").orElse(Json.Null.INSTANCE)) {
      case Json.Arr array -> array.elements();
      case Json.Null _ -> List.of();
      default -> {
        problem(at("bindings", 0), "\"bindings\" is a list of blocks");
        yield List.of();
      }
    };
  }

  /** Takes a block, and returns where in the text the next one is looked for. */
  private int block(Json json, int from) {
    if (!(json instanceof Json.Obj block)) {
      problem(from, "a block is an object with \"context\" and \"bindings\"");
      return from;
    }
    var name = block.string("context", "");
    var named = name.isEmpty() ? from : at(name, from);
    var context = Context.parse(name);
    var entries = block.object("bindings").members();
    var end = from;
    for (var chord : entries.keySet()) end = Math.max(end, at(chord, from) + 1);
    if (context.isEmpty()) {
      problem(
          named,
          "there is no context \""
              + name
              + "\""
              + Nearest.hint(name, Context.texts())
              + "; there are "
              + String.join(", ", Context.texts()));
      return Math.max(end, named + 1);
    }
    entries.forEach((chord, action) -> binding(context.get(), chord, action, at(chord, from)));
    return Math.max(end, named + 1);
  }

  private void binding(Context context, String written, Json value, int at) {
    var chord = chord(written, at);
    if (chord.isEmpty()) return;
    if (chord.get().keys().size() > 1 && context != Context.COMPOSER) {
      problem(at, "\"" + written + "\" is several keys; only composer takes such");
      return;
    }
    switch (value) {
      case Json.Null _ -> bindings = bindings.with(context, chord.get(), Optional.empty());
      case Json.Str(var name) -> {
        var action = Action.parse(name).filter(one -> one.context() == context);
        if (action.isEmpty()) problem(at, unknown(context, name));
        else bindings = bindings.with(context, chord.get(), action);
      }
      default -> problem(at, "\"" + written + "\" stands for the name of an action, or null");
    }
  }

  private static String unknown(Context context, String name) {
    var elsewhere =
        Action.parse(name)
            .map(action -> "; \"" + name + "\" belongs to " + action.context().text())
            .orElse(Nearest.hint(name, Action.texts(context)));
    return "there is no action \"" + name + "\" in " + context.text() + elsewhere;
  }

  private Optional<Chord> chord(String written, int at) {
    try {
      return Optional.of(Chord.parse(written));
    } catch (IllegalArgumentException e) {
      var last = written.strip().replaceAll(".*[+\\s]", "");
      problem(
          at,
          "\"" + written + "\" is no key (" + e.getMessage() + ")" + Nearest.hint(last, Key.NAMES));
      return Optional.empty();
    }
  }

  private void conflicts(Context context) {
    for (var conflict : bindings.conflicts(context)) {
      problem(
          Math.max(at(conflict.longer().toString(), 0), at(conflict.shorter().toString(), 0)),
          "\""
              + conflict.longer()
              + "\" ("
              + conflict.second().text()
              + ") can never be pressed: \""
              + conflict.shorter()
              + "\" is "
              + conflict.first().text());
    }
  }

  /** Returns where the text has the string, which is not before the position; 0 when unknown. */
  private int at(String string, int from) {
    return Math.max(0, text.indexOf(Json.of(string).toString(), from));
  }

  private void problem(int offset, String what) {
    var line =
        1
            + text.substring(0, Math.min(offset, text.length()))
                .chars()
                .filter(c -> c == '\n')
                .count();
    problems.add("line " + line + ": " + VisibleText.inOneLine(what));
  }
}
