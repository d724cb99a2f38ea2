package dev.jackdaw.tools.search;

import dev.jackdaw.api.files.Folder;
import java.io.IOException;
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

  /** Draws an open folder. */
  static String of(Folder folder, int depth, String shown)
      throws IOException, InterruptedException {
    var tree = new Tree(depth);
    tree.out.append(shown.equals("/") ? "/" : shown + "/").append('\n');
    var entries = entries(folder);
    if (entries.isEmpty()) return tree.out.append("[empty]").toString();
    tree.draw(folder, entries, Ignore.in(folder.path()), 1);
    if (tree.lines >= MAX_LINES) {
      tree.out.append("[cut at ").append(MAX_LINES).append(" lines; list a folder of it instead]");
    }
    return tree.out.toString().stripTrailing();
  }

  private record Entry(Path name, boolean isFolder) {
    String text() {
      return name.toString();
    }
  }

  private static List<Entry> entries(Folder folder) throws IOException {
    var entries = new ArrayList<Entry>();
    for (var name : folder.names(MAX_COUNTED)) {
      var attributes = folder.attributes(name);
      if (attributes.isPresent()) entries.add(new Entry(name, attributes.get().isDirectory()));
    }
    entries.sort(
        (a, b) -> a.isFolder == b.isFolder ? a.text().compareTo(b.text()) : a.isFolder ? -1 : 1);
    return entries;
  }

  private void draw(Folder folder, List<Entry> entries, Ignore rules, int level)
      throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var most = level == 1 ? MAX_LINES : MAX_ENTRIES;
    for (var i = 0; i < entries.size(); i++) {
      if (lines >= MAX_LINES) return;
      if (i == most) {
        line(level, "… " + (entries.size() - i) + " more");
        return;
      }
      draw(folder, entries.get(i), rules, level);
    }
  }

  private void draw(Folder folder, Entry entry, Ignore rules, int level)
      throws InterruptedException {
    var name = Names.visible(entry.text());
    var isGit = entry.text().equals(".git");
    if (!entry.isFolder) {
      line(level, name + target(folder, entry.name));
    } else if (isGit || rules.ignores(folder.path().resolve(entry.name), true)) {
      line(level, name + "/ (" + (isGit ? "git" : "ignored") + ")");
    } else {
      open(folder, entry.name, name, rules, level);
    }
  }

  private void open(Folder above, Path entry, String name, Ignore rules, int level)
      throws InterruptedException {
    try (var folder = above.folder(entry)) {
      var entries = entries(folder);
      var closed = level == depth && !entries.isEmpty();
      line(level, name + "/" + (closed ? " (" + entries.size() + ")" : ""));
      if (!closed) draw(folder, entries, rules.below(folder), level + 1);
    } catch (IOException _) {
      line(level, name + "/ (not readable)");
    }
  }

  private static String target(Folder folder, Path name) {
    try {
      var attributes = folder.attributes(name);
      if (attributes.isEmpty() || !attributes.get().isSymbolicLink()) return "";
      var target = folder.target(name).map(Path::toString).map(Names::visible);
      return " -> " + target.orElse("(nothing there)");
    } catch (IOException _) {
      return " -> ?";
    }
  }

  private void line(int level, String text) {
    out.append("  ".repeat(level)).append(text).append('\n');
    lines++;
  }
}
