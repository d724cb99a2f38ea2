package dev.jackdaw.tui.compose;

import dev.jackdaw.api.VisibleText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what the word at the cursor can become: commands, their arguments, files. */
final class Completer {
  private static final int MOST = 100;
  private static final int MOST_IN_A_FOLDER = 2_000;

  /** A longer word is neither a path nor a command. */
  private static final int MOST_CHARS = 1_000;

  private final Path directory;
  private final Supplier<List<SlashEntry>> commands;
  private final FileIndex files;
  private final ComposerParts.WordSource words;

  Completer(
      Path directory,
      Supplier<List<SlashEntry>> commands,
      FileIndex files,
      ComposerParts.WordSource words) {
    this.words = words;
    this.directory = directory;
    this.commands = commands;
    this.files = files;
  }

  /** What a part of the text can become. */
  record Offer(int from, int to, Kind kind, List<Suggestion> suggestions) {}

  /** What is completed. */
  enum Kind {
    COMMAND,
    ARGUMENT,
    FILE
  }

  /** Returns what can be put in the place of the word at the cursor. */
  Optional<Offer> at(TextBuffer text) {
    var cursor = text.cursor();
    if (text.isEmpty()) return Optional.empty();
    var start = start(text, cursor);
    if (start < 0) return Optional.empty();
    var word = text.part(start, cursor);
    if (word.startsWith("@#")) return offer(start, cursor, Kind.FILE, symbols(word.substring(2)));
    if (word.startsWith("@")) return offer(start, cursor, Kind.FILE, mentions(word));
    if (text.charAt(0) != '/') return Optional.empty();
    if (start == 0) {
      return word.indexOf('/', 1) >= 0
          ? Optional.empty()
          : offer(0, cursor, Kind.COMMAND, commands(word.substring(1)));
    }
    return argument(text.part(0, start).strip().substring(1), word, start, cursor);
  }

  private static Optional<Offer> offer(int from, int to, Kind kind, List<Suggestion> found) {
    return found.isEmpty() ? Optional.empty() : Optional.of(new Offer(from, to, kind, found));
  }

  /** Returns where the word begins that ends at the cursor, quotes behind an @ respected; or -1. */
  private static int start(TextBuffer text, int cursor) {
    var least = Math.max(0, cursor - MOST_CHARS);
    var from = cursor;
    var quotes = 0;
    for (var i = cursor - 1; i >= least && text.charAt(i) != '\n'; i--) {
      var c = text.charAt(i);
      if (c == '"' && ++quotes == 1 && i > 0 && text.charAt(i - 1) == '@') return i - 1;
    }
    while (from > least && !Character.isWhitespace(text.charAt(from - 1))) from--;
    return from == least && least > 0 ? -1 : from;
  }

  private List<Suggestion> commands(String typed) {
    var pattern = Fuzzy.pattern(typed);
    record Scored(SlashEntry command, int score) {}
    var scored = new ArrayList<Scored>();
    for (var command : commands.get()) {
      var score = Fuzzy.score(pattern, command.name());
      if (score != Fuzzy.NO) scored.add(new Scored(command, pattern.isEmpty() ? 0 : score));
    }
    scored.sort(Comparator.comparingInt(Scored::score).reversed());
    return scored.stream()
        .limit(MOST)
        .map(Scored::command)
        .map(one -> suggestion("/" + one.name(), one.help(), false))
        .toList();
  }

  private Optional<Offer> argument(String name, String typed, int start, int cursor) {
    for (var command : commands.get()) {
      if (!command.name().equals(name)) continue;
      var pattern = Fuzzy.pattern(typed);
      var fitting =
          command.arguments().get().stream()
              .filter(one -> FileWalk.isVisible(one.text()))
              .filter(one -> Fuzzy.score(pattern, one.text()) != Fuzzy.NO)
              .sorted(
                  Comparator.comparingInt(
                      one -> pattern.isEmpty() ? 0 : -Fuzzy.score(pattern, one.text())))
              .limit(MOST)
              .map(one -> suggestion(one.text(), one.help(), false))
              .toList();
      if (!fitting.isEmpty()) return offer(start, cursor, Kind.ARGUMENT, fitting);
    }
    return offer(start, cursor, Kind.ARGUMENT, more(name, typed));
  }

  private List<Suggestion> more(String before, String typed) {
    var all = new ArrayList<Suggestion>();
    for (var one : words.of(List.of(("/" + before).split("\\s+")), typed)) {
      if (FileWalk.isVisible(one.text())) all.add(suggestion(one.text(), one.help(), false));
    }
    return all;
  }

  /** A word with a colon names something of somebody's, and hardly a file. */
  private List<Suggestion> mentions(String word) {
    var all = new ArrayList<Suggestion>();
    for (var one : words.of(List.of(), word)) {
      if (!FileWalk.isVisible(one.text())) continue;
      all.add(suggestion(one.text(), one.help(), one.text().endsWith(":")));
    }
    if (word.indexOf(':') < 0 || all.isEmpty()) all.addAll(files(word.substring(1)));
    return all;
  }

  private static Suggestion suggestion(String text, String help, boolean goesOn) {
    return new Suggestion(text, text, VisibleText.inOneLine(help), goesOn);
  }

  private List<Suggestion> files(String typed) {
    var isQuoted = typed.startsWith("\"");
    var path = isQuoted ? typed.substring(1) : typed;
    if (isQuoted && path.endsWith("\"")) return List.of();
    var found = isElsewhere(path) ? listed(path) : files.find(path, MOST);
    return found.stream().map(name -> file(name, isQuoted)).toList();
  }

  /** What is put in is words for the model: the name, and where it is. */
  private List<Suggestion> symbols(String typed) {
    return files.symbols(typed, MOST).stream()
        .filter(symbol -> FileWalk.isVisible(symbol.name()))
        .map(symbol ->
            new Suggestion(
                symbol.name() + " (" + symbol.place() + ")",
                symbol.name(),
                symbol.kind() + "  " + symbol.place(),
                false))
        .toList();
  }

  /** What is not below the folder is not in the index. */
  private static boolean isElsewhere(String path) {
    return path.startsWith("/")
        || path.startsWith("~/")
        || path.startsWith("../")
        || path.equals("..");
  }

  private static Suggestion file(String name, boolean isQuoted) {
    var isFolder = name.endsWith("/");
    var needsQuotes = isQuoted || name.chars().anyMatch(Character::isWhitespace);
    var insert = needsQuotes ? "@\"" + name + (isFolder ? "" : "\"") : "@" + name;
    return new Suggestion(insert, name, "", isFolder);
  }

  /** Lists one folder only, so that it stays quick wherever it is. */
  private List<String> listed(String path) {
    var slash = path.lastIndexOf('/') + 1;
    var start = path.substring(0, slash);
    var pattern = path.substring(slash);
    var found = new ArrayList<String>();
    try (var entries = Files.newDirectoryStream(folder(start))) {
      for (var entry : entries) {
        var name = String.valueOf(entry.getFileName());
        if (found.size() == MOST_IN_A_FOLDER) break;
        if (!name.startsWith(pattern) || !FileWalk.isVisible(name)) continue;
        found.add(start + name + (Files.isDirectory(entry) ? "/" : ""));
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException _) {
      // No such folder: there is nothing to complete.
    }
    found.sort(null);
    return found.subList(0, Math.min(MOST, found.size()));
  }

  private Path folder(String start) {
    return start.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), start.substring(2))
        : directory.resolve(start);
  }

  /** Returns whether the word at the cursor names a file. */
  boolean isFile(TextBuffer text) {
    var start = text.isEmpty() ? -1 : start(text, text.cursor());
    return start >= 0 && start < text.cursor() && text.charAt(start) == '@';
  }

  /** Has the names of files collected before they are asked for. */
  void prepare() {
    files.refresh();
  }
}
