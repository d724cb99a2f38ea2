package dev.jackdaw.tools.search;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a running ripgrep prints: for each line a path, NUL, the line's number with {@code :} or
 * {@code -} after it, and the text. One thread reads; the others look when it is done.
 */
final class RipgrepOutput implements Runnable {
  private static final String BINARY = ": WARNING: stopped searching binary file";

  private final Query query;
  private final Process process;
  private final Map<String, List<Query.Line>> files = new HashMap<>();
  private int matches;
  private volatile boolean stopped;

  RipgrepOutput(Query query, Process process) {
    this.query = query;
    this.process = process;
  }

  @Override
  public void run() {
    try (var in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
      while (record(in)) {
        if (matches <= Query.MAX_MATCHES) continue;
        stopped = true;
        process.destroyForcibly();
        return;
      }
    } catch (IOException _) {
      return;
    }
  }

  boolean wasStopped() {
    return stopped;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  private boolean record(InputStream in) throws IOException {
    var field = field(in, '\0');
    var lines = field.text.split("\n", -1);
    for (var i = 0; i < lines.length - 1; i++) remark(lines[i]);
    if (!field.complete) return false;
    var name = relative(lines[lines.length - 1]);
    line(name, field(in, '\n').text);
    return true;
  }

  /** A line without a NUL says that a file turned out to be binary: it is left out as a whole. */
  private void remark(String line) {
    var end = line.indexOf(BINARY);
    if (end > 0) files.remove(relative(line.substring(0, end)));
  }

  private static String relative(String path) {
    return path.startsWith("./") ? path.substring(2) : path;
  }

  private void line(String name, String text) {
    var digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) digits++;
    var number = number(text.substring(0, digits));
    if (number.isEmpty() || digits == text.length()) return;
    var isMatch = text.charAt(digits) == ':';
    var shown = RawLines.shown(text.substring(digits + 1));
    var lines = files.computeIfAbsent(name, _ -> new ArrayList<>());
    lines.add(Query.Line.of(number.get(), shown, isMatch));
    if (isMatch) matches++;
  }

  private static Optional<Integer> number(String digits) {
    try {
      return Optional.of(Integer.parseInt(digits));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private record Field(String text, boolean complete) {}

  /** Reads up to the end mark; what is too long to be shown is passed over. */
  private static Field field(InputStream in, char end) throws IOException {
    var bytes = new ByteArrayOutputStream(128);
    for (int b; (b = in.read()) >= 0; ) {
      if (b == end) return new Field(bytes.toString(StandardCharsets.UTF_8), true);
      if (bytes.size() < RawLines.MAX_LINE_BYTES) bytes.write(b);
    }
    return new Field(bytes.toString(StandardCharsets.UTF_8), false);
  }

  /**
   * Returns what was read, as far as the files confirm it and without those that are ignored or
   * hidden: for ripgrep a glob outweighs that.
   */
  Query.Found found(Query.End end) throws IOException {
    var found = new ArrayList<Query.FileHits>();
    var changed = 0;
    try (var files = new Reread(query)) {
      for (var claim : claims().entrySet()) {
        var lines = files.confirmed(claim.getKey(), claim.getValue());
        if (lines.size() < claim.getValue().size()) changed++;
        var count = (int) lines.stream().filter(Query.Line::matches).count();
        if (count > 0) found.add(hits(claim.getKey(), count, lines));
      }
    }
    found.sort(Comparator.comparing(hits -> hits.path().toString()));
    return new Query.Found(found, end, 0, 0, changed);
  }

  private Query.FileHits hits(Path path, int matches, List<Query.Line> lines) {
    return switch (query.output()) {
      case CONTENT -> new Query.FileHits(path, matches, lines);
      case COUNT -> new Query.FileHits(path, matches, List.of());
      case FILES -> new Query.FileHits(path, 1, List.of());
    };
  }

  /** Returns the lines of the files that count, folder by folder. */
  private Map<Path, List<Query.Line>> claims() {
    var glob = query.fileGlob().map(Glob::of);
    var walk = new Walk(query.start(), query.hidden(), query.workspace());
    var claims = new TreeMap<Path, List<Query.Line>>();
    for (var entry : files.entrySet()) {
      var relative = path(entry.getKey());
      if (relative.isEmpty()) continue;
      var path = query.start().resolve(relative.get());
      var name = Ignore.slashed(relative.get());
      if (!query.readable().test(path)) continue;
      if (glob.isPresent() && !glob.get().matches(name)) continue;
      if (glob.isPresent() && !walk.reaches(path)) continue;
      claims.put(path, entry.getValue());
    }
    return claims;
  }

  /** A name that is not in the system's encoding cannot be a path here. */
  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
