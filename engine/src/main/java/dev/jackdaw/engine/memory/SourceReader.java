package dev.jackdaw.engine.memory;

import dev.jackdaw.api.files.Folder;
import dev.jackdaw.engine.memory.Sections.Problem;
import dev.jackdaw.engine.memory.Source.Span;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one memory file with what it imports: a line that is nothing but {@code @path}, with or
 * without a bullet, stands for the file. A file of a project never leaves the project; what is the
 * user's own may lie anywhere. Used once.
 */
public final class SourceReader {
  public static final int MAX_FILE_BYTES = 64 * 1024;
  public static final int MAX_IMPORT_DEPTH = 5;

  /** Files that import each other many times over would otherwise fill the memory. */
  private static final int MAX_CHARS = 512 * 1024;

  private final Place place;
  private final List<Row> rows = new ArrayList<>();
  private final List<Stamp> stamps = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private List<String> paths = List.of();
  private int chars;
  private int outer; // the line of the memory file itself that is being read

  private record Row(Path file, int line, String text) {}

  private SourceReader(Place place) {
    this.place = place;
  }

  /** Reads what is there now; a file that is missing, or not to be read, is an empty one. */
  public static Source read(Place place) {
    return new SourceReader(place).source();
  }

  private Source source() {
    stamps.add(Stamp.of(place.file()));
    try {
      if (Files.isRegularFile(place.file()) && mayRead(place.file())) {
        add(place.file(), new LinkedHashSet<>(), 0);
      }
    } catch (IOException e) {
      var text = "(" + place.file().getFileName() + " could not be read: " + e + ")";
      rows.clear();
      rows.add(new Row(place.file(), 1, text));
      problems.add(new Problem(0, "it could not be read: " + e.getMessage()));
    }
    trim();
    return new Source(place, paths, text(), spans(), stamps, problems);
  }

  private boolean mayRead(Path file) {
    if (place.kind().isUsers()) return true;
    try {
      return file.toRealPath().startsWith(place.boundary().toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  private void add(Path file, Set<Path> above, int depth) throws IOException {
    var real = file.toRealPath();
    above.add(real);
    var lines = text(real).stripTrailing().split("\n", -1);
    var fence = new Fence();
    for (var i = depth == 0 ? head(List.of(lines)) : 0; i < lines.length; i++) {
      if (depth == 0) outer = i + 1;
      var imported = fence.takes(lines[i]) ? "" : imported(lines[i]);
      if (imported.isEmpty()) row(file, i + 1, lines[i]);
      else add(imported, lines[i], new Row(file, i + 1, ""), above, depth);
    }
    above.remove(real);
  }

  private void row(Path file, int line, String text) {
    chars += text.length() + 1;
    rows.add(new Row(file, line, text));
  }

  /** Returns what a line imports as it is spelled there, or nothing. */
  private static String imported(String line) {
    var trimmed = line.strip();
    if (trimmed.startsWith("- ")) trimmed = trimmed.substring(2).strip();
    var isImport = trimmed.length() > 1 && trimmed.charAt(0) == '@' && trimmed.indexOf(' ') < 0;
    return isImport ? trimmed.substring(1) : "";
  }

  private void add(String spelled, String line, Row at, Set<Path> above, int depth) {
    try {
      var target = target(spelled, at.file());
      stamps.add(Stamp.of(target));
      if (!Files.isRegularFile(target)) {
        row(at.file(), at.line(), line);
        if (spelled.indexOf('/') >= 0 || spelled.endsWith(".md")) {
          problem(spelled + " was not imported: there is no such file");
        }
      } else if (!mayRead(target)) {
        refuse(spelled + " was not imported: it is outside " + place.boundary(), at);
      } else if (above.contains(target.toRealPath())) {
        refuse(target + " imports itself", at);
      } else if (depth >= MAX_IMPORT_DEPTH) {
        refuse(spelled + " was not imported: nested too deep", at);
      } else if (chars > MAX_CHARS) {
        refuse(spelled + " was not imported: it is too much in all", at);
      } else {
        add(target, above, depth + 1);
      }
    } catch (IOException | InvalidPathException e) {
      refuse(spelled + " was not imported: " + e.getMessage(), at);
    }
  }

  private static Path target(String spelled, Path from) throws IOException {
    return spelled.startsWith("~/")
        ? Path.of(System.getProperty("user.home", "/"), spelled.substring(2))
        : from.toRealPath().resolveSibling(spelled).normalize();
  }

  private void refuse(String why, Row at) {
    row(at.file(), at.line(), "(" + why + ")");
    problem(why);
  }

  private void problem(String text) {
    problems.add(new Problem(outer, text));
  }

  /** Reads the head of a rules file; returns how many lines it takes. */
  private int head(List<String> lines) {
    if (!place.kind().isRule()) return 0;
    try {
      var length = Frontmatter.length(lines);
      if (length == 0) return 0;
      var fields = Frontmatter.parse(String.join("\n", lines.subList(0, length))).fields();
      var field = fields.get("paths");
      if (field != null) paths = patterns(field);
      else if (fields.containsKey("globs") || fields.containsKey("path")) {
        problems.add(new Problem(1, "the head has no \"paths\", so the rules are always in force"));
      }
      return length;
    } catch (FrontmatterException e) {
      var problem = e.getMessage() + " The rules are in force for every path.";
      problems.add(new Problem(e.line(), problem));
      return 0;
    }
  }

  private List<String> patterns(Frontmatter.Field field) {
    var patterns = field.list() ? field.values() : Frontmatter.split(field.text());
    if (patterns.isEmpty()) {
      problems.add(new Problem(field.line(), "\"paths\" is empty: in force for every path"));
    }
    for (var pattern : patterns) {
      try {
        PathPattern.of(pattern);
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(field.line(), String.valueOf(e.getMessage())));
      }
    }
    return patterns;
  }

  private String text(Path real) throws IOException {
    var bytes = place.kind().isUsers() ? own(real) : bounded(real, place.boundary().toRealPath());
    var isCut = bytes.length > MAX_FILE_BYTES;
    var text =
        new String(bytes, 0, Math.min(bytes.length, MAX_FILE_BYTES), StandardCharsets.UTF_8)
            .replace("\r\n", "\n");
    if (text.startsWith("\uFEFF")) text = text.substring(1);
    if (!isCut) return text;
    var size = MAX_FILE_BYTES / 1024 + " KiB";
    problem(real.getFileName() + " is cut: it is larger than " + size);
    return text + "\n(cut here: the file is larger than " + size + ")\n";
  }

  private static byte[] own(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_FILE_BYTES + 1);
    }
  }

  /** Reads through the folder, so that nothing outside can take the place of what was checked. */
  private static byte[] bounded(Path file, Path root) throws IOException {
    var parent = file.getParent();
    var name = file.getFileName();
    if (parent == null || name == null || !file.startsWith(root)) {
      throw new IOException(file + " is outside " + root);
    }
    try (var folder = Folder.open(parent, root);
        var in = Channels.newInputStream(folder.read(name))) {
      return in.readNBytes(MAX_FILE_BYTES + 1);
    }
  }

  private void trim() {
    while (!rows.isEmpty() && rows.getLast().text().isBlank()) rows.removeLast();
    var first = 0;
    while (first < rows.size() && rows.get(first).text().isBlank()) first++;
    rows.subList(0, first).clear();
  }

  private String text() {
    var text = new StringBuilder();
    for (var row : rows) text.append(text.isEmpty() ? "" : "\n").append(row.text());
    return text.toString().stripTrailing();
  }

  private List<Span> spans() {
    var spans = new ArrayList<Span>();
    for (var row : rows) {
      var last = spans.isEmpty() ? null : spans.getLast();
      if (last != null
          && last.file().equals(row.file())
          && last.line() + last.lines() == row.line()) {
        spans.set(spans.size() - 1, new Span(last.file(), last.line(), last.lines() + 1));
      } else {
        spans.add(new Span(row.file(), row.line(), 1));
      }
    }
    return spans;
  }
}
