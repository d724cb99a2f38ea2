package dev.jackdaw.tui.compose;

import dev.jackdaw.api.files.IgnoreRules;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.theme.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** A composer and somebody who types. */
final class Writing {
  final List<SlashEntry> commands =
      new ArrayList<>(
          List.of(
              SlashEntry.of("help", "what can be typed here"),
              SlashEntry.of("clear", "begin a new session"),
              new SlashEntry(
                  "model",
                  "use another model",
                  () ->
                      List.of(
                          new SlashEntry.SlashArgument("fast", "a small one"),
                          new SlashEntry.SlashArgument("large", "a big one"))),
              SlashEntry.of("compact", "fold the conversation")));
  final Map<String, Picture> pictures = new HashMap<>();

  /** What somebody else completes, by the words before and the one that is typed. */
  final Map<String, List<SlashEntry.SlashArgument>> words = new HashMap<>();

  final History history;
  final Composer composer;
  Heard heard = new Heard.Nothing();

  Writing() {
    this(History.inMemory(), Path.of("no-such-folder"));
  }

  Writing(History history, Path directory) {
    this.history = history;
    this.composer = new Composer(parts(history, directory));
  }

  private ComposerParts parts(History history, Path directory) {
    return new ComposerParts(
        KeyBindings.defaults(),
        Theme.plain(),
        Cells.BY_CLUSTER,
        ComposerParts.ComposerSigns.RICH,
        history,
        directory,
        new FileIndex(directory, _ -> IgnoreRules.NONE, () -> {}),
        () -> commands,
        path -> Optional.ofNullable(pictures.get(path)),
        new ComposerParts.PasteLimit(5, 200),
        (before, word) -> words.getOrDefault(String.join(" ", before) + " " + word, List.of()));
  }

  /** Types text key by key; each is a cluster. */
  Writing type(String text) {
    for (var i = 0; i < text.length(); ) {
      var next = Clusters.next(text, i);
      var one = text.substring(i, next);
      press(one.equals(" ") ? "space" : one.equals("\n") ? "ctrl+j" : one);
      i = next;
    }
    return this;
  }

  /** Presses keys, written as in the file of key bindings. */
  Writing press(String... keys) {
    for (var key : keys) {
      var isText = key.indexOf('+') < 0 && !Key.NAMES.contains(key) || key.equals("+");
      heard = composer.heard(new Input.Pressed(isText ? Key.of(key) : Key.parse(key)));
    }
    return this;
  }

  Writing paste(String text) {
    heard = composer.heard(new Input.Pasted(text));
    return this;
  }

  /** Returns the draft with a bar where the cursor is, found by what is drawn. */
  String draft() {
    return composer.draft();
  }

  /** Returns what is drawn, a line each, with a bar at the cursor's cell. */
  String screen(int width, int height) {
    var drawing = composer.draw(width, height);
    var lines = new ArrayList<String>();
    for (var line : drawing.lines()) lines.add(line.toString().stripTrailing());
    drawing
        .cursor()
        .ifPresent(cursor -> {
          var line = drawing.lines().get(cursor.row());
          var before = line.columnSubSequence(0, cursor.column()).toString();
          var pad = " ".repeat(Math.max(0, cursor.column() - line.columnLength()));
          var after = line.toString().substring(before.length()).stripTrailing();
          lines.set(cursor.row(), before + pad + "|" + after);
        });
    return String.join("\n", lines);
  }

  static String text(List<AttributedString> lines) {
    return String.join("\n", lines.stream().map(AttributedString::toString).toList());
  }
}
