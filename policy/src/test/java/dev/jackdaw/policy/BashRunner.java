package dev.jackdaw.policy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs lines by the real bash in a folder, as an ordinary user and without a network if it can. */
final class BashRunner {
  private final Path folder;
  private final List<String> prefix;
  private final boolean offline;

  BashRunner(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    var prefix = new ArrayList<String>();
    offline = works(List.of("unshare", "-n", "true"));
    if (offline) prefix.addAll(List.of("unshare", "-n"));
    var user = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    var asUser = new ArrayList<>(user);
    asUser.add("true");
    if (works(asUser)) {
      prefix.addAll(user);
      run(List.of("chown", "-R", "65534:65534", folder.resolveSibling(".").normalize().toString()));
    }
    this.prefix = List.copyOf(prefix);
  }

  /** Returns whether the lines have a network of their own, in which there is nobody. */
  boolean isOffline() {
    return offline;
  }

  static boolean works(List<String> command) throws InterruptedException {
    try {
      return run(command) == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) process.destroyForcibly();
    return process.exitValue();
  }

  /** Runs the script with its standard input from nowhere and returns what it wrote. */
  byte[] run(String script, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of("bash", "--noprofile", "--norc", "-c", script, "bash"));
    command.addAll(List.of(arguments));
    var out = Files.createTempFile("lines", ".out");
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(out.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("HOME", folder.resolveSibling("home").toString());
    builder.environment().put("GIT_PAGER", "cat");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("GIT_CONFIG_COUNT", "1");
    builder.environment().put("GIT_CONFIG_KEY_0", "diff.autoRefreshIndex");
    builder.environment().put("GIT_CONFIG_VALUE_0", "false");
    try {
      var process = builder.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("the lines do not end");
      }
      return Files.readAllBytes(out);
    } finally {
      Files.delete(out);
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
