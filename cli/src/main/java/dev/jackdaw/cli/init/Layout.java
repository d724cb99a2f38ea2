package dev.jackdaw.cli.init;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The folders at the top of a repository, and of what most of each is made. */
final class Layout {
  private static final int MAX_FILES = 20_000;
  private static final int MAX_FOLDERS = 25;
  private static final Set<String> MADE =
      Set.of(
          "node_modules",
          "target",
          "build",
          "dist",
          "out",
          "vendor",
          "venv",
          "__pycache__",
          "coverage",
          "bin",
          "obj",
          "_build",
          "deps",
          "tmp");
  private static final Map<String, String> LANGUAGES =
      Map.ofEntries(
          Map.entry("java", "Java"),
          Map.entry("kt", "Kotlin"),
          Map.entry("scala", "Scala"),
          Map.entry("ts", "TypeScript"),
          Map.entry("tsx", "TypeScript"),
          Map.entry("js", "JavaScript"),
          Map.entry("jsx", "JavaScript"),
          Map.entry("mjs", "JavaScript"),
          Map.entry("py", "Python"),
          Map.entry("go", "Go"),
          Map.entry("rs", "Rust"),
          Map.entry("c", "C"),
          Map.entry("h", "C"),
          Map.entry("cc", "C++"),
          Map.entry("cpp", "C++"),
          Map.entry("hpp", "C++"),
          Map.entry("cs", "C#"),
          Map.entry("rb", "Ruby"),
          Map.entry("php", "PHP"),
          Map.entry("ex", "Elixir"),
          Map.entry("swift", "Swift"),
          Map.entry("sh", "shell scripts"),
          Map.entry("sql", "SQL"),
          Map.entry("md", "Markdown"),
          Map.entry("html", "HTML"),
          Map.entry("tf", "Terraform"));

  private Layout() {}

  /** Returns a line for each folder. */
  static List<String> of(Repository repository) {
    var lines = new ArrayList<String>();
    for (var name : repository.names(".", "*")) {
      var folder = repository.root().resolve(name);
      if (name.startsWith(".") || MADE.contains(name)) continue;
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) continue;
      if (lines.size() == MAX_FOLDERS) break;
      var language = language(folder);
      lines.add("`" + Repository.plain(name) + "/`" + (language.isEmpty() ? "" : ": " + language));
    }
    return lines;
  }

  private static String language(Path folder) {
    var counts = new HashMap<String, Integer>();
    var seen = new int[1];
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes about) {
              var name = String.valueOf(each.getFileName());
              return !each.equals(folder) && (name.startsWith(".") || MADE.contains(name))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              var name = String.valueOf(file.getFileName());
              var language = LANGUAGES.get(name.substring(name.lastIndexOf('.') + 1));
              if (language != null) counts.merge(language, 1, Integer::sum);
              return ++seen[0] < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException _) {
      return "";
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
