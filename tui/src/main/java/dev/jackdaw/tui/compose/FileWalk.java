package dev.jackdaw.tui.compose;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.files.IgnoreRules;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Collects the names below a folder, in order. Links are named, not followed; what cannot be read,
 * what git ignores and names with characters that cannot be seen are left out.
 */
final class FileWalk {
  private static final int MOST_NAMES = 500_000;
  private static final int MOST_IN_A_FOLDER = 50_000;

  /** More levels are no source tree; each is held open while what is below it is looked at. */
  private static final int MOST_LEVELS = 100;

  private static final int STEP = 20_000;

  private final Path root;
  private final Function<Path, IgnoreRules> rules;
  private final List<String> found = new ArrayList<>();
  private int told;

  FileWalk(Path root, Function<Path, IgnoreRules> rules) {
    this.root = root;
    this.rules = rules;
  }

  /** Returns the names, folders with a slash at their end; tells of them meanwhile. */
  List<String> walk(Consumer<List<String>> meanwhile) {
    try {
      var canonical = root.toRealPath();
      try (var folder = Folder.open(canonical, canonical)) {
        folder(folder, "", rules.apply(canonical), meanwhile, 0);
      }
    } catch (IOException _) {
      // What was found until then is better than nothing.
    }
    return List.copyOf(found);
  }

  private void folder(
      Folder folder, String prefix, IgnoreRules rules, Consumer<List<String>> meanwhile, int level)
      throws IOException {
    var names = folder.names(MOST_IN_A_FOLDER);
    names.sort(null);
    var folders = new ArrayList<Path>();
    for (var name : names) {
      if (isEnough()) return;
      entry(folder, name, prefix, rules, folders);
    }
    if (found.size() - told > STEP) {
      told = found.size();
      meanwhile.accept(List.copyOf(found));
    }
    if (level == MOST_LEVELS) return;
    for (var name : folders) {
      if (isEnough()) return;
      below(folder, name, prefix, rules, meanwhile, level);
    }
  }

  private boolean isEnough() {
    return found.size() >= MOST_NAMES || Thread.currentThread().isInterrupted();
  }

  private void entry(
      Folder folder, Path name, String prefix, IgnoreRules rules, List<Path> folders) {
    var text = name.toString();
    if (text.equals(".git") || !isVisible(text)) return;
    try {
      var isFolder = folder.attributes(name).map(BasicFileAttributes::isDirectory).orElse(false);
      if (rules.ignores(folder.path().resolve(name), isFolder)) return;
      found.add(prefix + text + (isFolder ? "/" : ""));
      if (isFolder) folders.add(name);
    } catch (IOException _) {
      // It is gone, or closed to us.
    }
  }

  private void below(
      Folder folder,
      Path name,
      String prefix,
      IgnoreRules rules,
      Consumer<List<String>> meanwhile,
      int level) {
    try (var child = folder.folder(name)) {
      folder(child, prefix + name + "/", rules.below(child), meanwhile, level + 1);
    } catch (IOException _) {
      // It is gone, or closed to us.
    }
  }

  /** What cannot be shown as it is cannot be chosen with open eyes. */
  static boolean isVisible(String name) {
    return VisibleText.inOneLine(name).equals(name) && !name.isBlank();
  }
}
