package dev.jackdaw.tools.search;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder as indented lines: folders first, by name, ignored ones closed, links shown with where
 * they lead. A long folder is cut so that its neighbours are seen too. Not thread-safe.
 */
final class Tree {
  private static final int MAX_LINES = 400;
  private static final int MAX_ENTRIES = 60;
  private static final int MAX_COUNTED = 10_000;

  private final StringBuilder out = new StringBuilder();
  private final int depth;
  private int lines;

  private Tree(int depth) {
    this.depth = depth;
  }

  /** Draws a canonical folder. */
  static String of(Path folder, int depth, String shown) throws IOException, InterruptedException {
    var tree = new Tree(depth);
    tree.out.append(shown.equals("/") ? "/" : shown + "/").append('\n');
    var entries = entries(folder);
    if (entries.isEmpty()) return tree.out.append("[empty]").toString();
    tree.draw(entries, Ignore.in(folder), 1);
    if (tree.lines >= MAX_LINES) {
      tree.out.append("[cut at ").append(MAX_LINES).append(" lines; list a folder of it instead]");
    }
    return tree.out.toString().stripTrailing();
  }

  private record Entry(Path path, String name, boolean isFolder) {}

  private static List<Entry> entries(Path folder) throws IOException {
    var entries = new ArrayList<Entry>();
    try (var found = Files.newDirectoryStream(folder)) {
      for (var path : found) {
        var isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        entries.add(new Entry(path, String.valueOf(path.getFileName()), isFolder));
        if (entries.size() == MAX_COUNTED) break;
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(
        (a, b) -> a.isFolder == b.isFolder ? a.name.compareTo(b.name) : a.isFolder ? -1 : 1);
    return entries;
  }

  private void draw(List<Entry> entries, Ignore rules, int level) throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var most = level == 1 ? MAX_LINES : MAX_ENTRIES;
    for (var i = 0; i < entries.size(); i++) {
      if (lines >= MAX_LINES) return;
      if (i == most) {
        line(level, "… " + (entries.size() - i) + " more");
        return;
      }
      draw(entries.get(i), rules, level);
    }
  }

  private void draw(Entry entry, Ignore rules, int level) throws InterruptedException {
    var name = Names.visible(entry.name);
    if (!entry.isFolder) {
      line(level, name + target(entry.path));
    } else if (entry.name.equals(".git") || rules.ignores(entry.path, true)) {
      line(level, name + "/ (" + (entry.name.equals(".git") ? "git" : "ignored") + ")");
    } else {
      open(entry, name, rules, level);
    }
  }

  private void open(Entry entry, String name, Ignore rules, int level) throws InterruptedException {
    try {
      var entries = entries(entry.path);
      var closed = level == depth && !entries.isEmpty();
      line(level, name + "/" + (closed ? " (" + entries.size() + ")" : ""));
      if (!closed) draw(entries, rules.below(entry.path), level + 1);
    } catch (IOException _) {
      line(level, name + "/ (not readable)");
    }
  }

  private static String target(Path path) {
    if (!Files.isSymbolicLink(path)) return "";
    try {
      return " -> " + Names.visible(Files.readSymbolicLink(path).toString());
    } catch (IOException _) {
      return " -> ?";
    }
  }

  private void line(int level, String text) {
    out.append("  ".repeat(level)).append(text).append('\n');
    lines++;
  }
}
