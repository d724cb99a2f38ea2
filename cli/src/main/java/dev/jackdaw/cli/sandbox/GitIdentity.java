package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What confined commands see of the user's git configuration: who commits, and how lines end.
 * Nothing else of it, because tokens and programs stand there too.
 */
final class GitIdentity {
  private static final String SHOWN =
      "^(user\\.(name|email)|init\\.defaultbranch|core\\.(autocrlf|eol|quotepath)|safe\\.directory)$";
  private static final int PATIENCE_SECONDS = 5;
  private static final int MAX_BYTES = 64 * 1024;

  private GitIdentity() {}

  /**
   * Writes it into the folder.
   *
   * @param git the program
   * @return the file; nothing when there is nothing to show
   */
  static Optional<Path> write(Path git, Path home, Path folder) throws InterruptedException {
    try {
      var content = content(asked(git, home));
      if (content.isEmpty()) return Optional.empty();
      var file = folder.resolve("git-identity");
      WholeFile.write(file, content);
      return Optional.of(file);
    } catch (IOException _) {
      // A commit then says who is missing.
      return Optional.empty();
    }
  }

  /** Not in the working directory, whose repository has nothing to say here. */
  private static String asked(Path git, Path home) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            List.of(
                git.toString(), "config", "--global", "--includes", "-z", "--get-regexp", SHOWN));
    builder.directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", home.toString(), "GIT_DIR", "/dev/null"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
    return said;
  }

  /** Each entry is a key, a line feed and a value; a key without a value means true. */
  static String content(String entries) {
    var content = new StringBuilder();
    for (var entry : entries.split("\0", -1)) {
      var end = entry.indexOf('\n');
      var key = end < 0 ? entry : entry.substring(0, end);
      var dot = key.indexOf('.');
      if (dot <= 0) continue;
      var value = end < 0 ? "true" : entry.substring(end + 1);
      content.append('[').append(key, 0, dot).append("]\n\t").append(key.substring(dot + 1));
      content.append(" = \"").append(escaped(value)).append("\"\n");
    }
    return content.toString();
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }
}
