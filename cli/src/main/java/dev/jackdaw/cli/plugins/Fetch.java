package dev.jackdaw.cli.plugins;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Gets the files of a git repository without a checkout: no hook, filter, link or submodule of it
 * has any effect, and nothing of it is executed.
 *
 * @param git the program
 */
record Fetch(Path git, Map<String, String> variables, Path temporary) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long MAX_CLONE_BYTES = 100L << 20;
  private static final int MAX_LIST_BYTES = 4 << 20;
  private static final long POLL_MILLIS = 100;

  /** What was there. */
  record Fetched(Tree tree, String commit) {}

  /** Returns the files of the branch or tag. */
  Fetched get(Source.Git source) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(temporary, "jackdaw-plugin");
    try {
      var bare = folder.resolve("repository");
      clone(source, folder, bare);
      var commit = text(folder, bare, "rev-parse", "--verify", "HEAD^{commit}").strip();
      return new Fetched(tree(folder, bare), commit);
    } finally {
      Tree.remove(folder);
    }
  }

  private void clone(Source.Git source, Path folder, Path bare)
      throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                "clone",
                "--bare",
                "--depth=1",
                "--single-branch",
                "--no-tags",
                "--no-recurse-submodules",
                "--template=",
                "--quiet"));
    if (!source.ref().isEmpty()) words.add("--branch=" + source.ref());
    words.add("--");
    words.add(source.url());
    words.add(bare.toString());
    var process = start(folder, words);
    process.getOutputStream().close();
    var problem = new ByteArrayOutputStream();
    var reader = reading(process.getErrorStream(), problem);
    await(process, bare);
    reader.join();
    if (process.exitValue() != 0) {
      throw new PluginException(
          "git cannot get "
              + source.written()
              + ": "
              + problem.toString(StandardCharsets.UTF_8).strip());
    }
  }

  private static Thread reading(InputStream in, ByteArrayOutputStream to) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (in) {
            to.write(in.readNBytes(4_000));
            in.skip(Long.MAX_VALUE);
          } catch (IOException _) {
            // What it says is only for people.
          }
        });
  }

  /** A repository without end is given up while it comes. */
  private static void await(Process process, Path bare) throws IOException, InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > end) throw new PluginException("git took more than 3 minutes.");
        if (size(bare) > MAX_CLONE_BYTES) {
          throw new PluginException("the repository has more than 100 MiB; that is refused.");
        }
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static long size(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }

  private record Entry(String name, String object, long size, boolean executable) {}

  private Tree tree(Path folder, Path bare) throws IOException, InterruptedException {
    var entries = new ArrayList<Entry>();
    var builder = new Tree.Builder();
    for (var line : text(folder, bare, "ls-tree", "-r", "-l", "-z", "HEAD").split("\0")) {
      if (!line.isEmpty()) entries.add(entry(line));
    }
    var total = entries.stream().mapToLong(Entry::size).sum();
    if (entries.size() > Tree.MAX_FILES || total > Tree.MAX_BYTES) builder.room(Tree.MAX_BYTES + 1);
    read(folder, bare, entries, builder);
    return builder.build();
  }

  /** A line is {@code mode type object size<tab>name}. */
  private static Entry entry(String line) {
    var tab = line.indexOf('\t');
    var about = line.substring(0, Math.max(0, tab)).split(" +");
    var name = line.substring(tab + 1);
    if (about.length != 4) throw new PluginException("git lists what is no file: " + line);
    if (about[0].equals("120000")) {
      throw new PluginException("the plugin holds a link, " + name + "; that is refused.");
    }
    if (about[0].equals("160000")) {
      throw new PluginException("the plugin has a submodule, " + name + "; that is refused.");
    }
    return new Entry(
        Names.file(name), about[2], Long.parseLong(about[3]), about[0].equals("100755"));
  }

  private void read(Path folder, Path bare, List<Entry> entries, Tree.Builder to)
      throws IOException, InterruptedException {
    var process = start(folder, List.of("--git-dir=" + bare, "cat-file", "--batch"));
    try (var out = process.getOutputStream();
        var in = new BufferedInputStream(process.getInputStream())) {
      for (var entry : entries) {
        out.write((entry.object() + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        while (in.read() >= ' ') {
          // The line that tells kind and size, which are known.
        }
        var content = in.readNBytes((int) entry.size());
        if (content.length != entry.size() || in.read() != '\n') throw new IOException("cut off");
        to.add(entry.name(), content, entry.executable());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private String text(Path folder, Path bare, String... words)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of("--git-dir=" + bare));
    all.addAll(List.of(words));
    var process = start(folder, all);
    try (var in = process.getInputStream()) {
      process.getOutputStream().close();
      var bytes = in.readNBytes(MAX_LIST_BYTES);
      if (in.read() >= 0) throw new PluginException("the plugin has too many files.");
      if (process.waitFor() != 0) throw new IOException("git " + words[0] + " failed");
      return new String(bytes, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Nothing but getting over known protocols is permitted, whatever the user's settings are. */
  private Process start(Path folder, List<String> words) throws IOException {
    var command = new ArrayList<String>();
    command.add(git.toString());
    for (var setting :
        List.of(
            "protocol.allow=never",
            "protocol.https.allow=always",
            "protocol.ssh.allow=always",
            "protocol.file.allow=always",
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "submodule.recurse=false",
            "transfer.bundleURI=false",
            "core.attributesFile=/dev/null")) {
      command.add("-c");
      command.add(setting);
    }
    command.addAll(words);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("GIT_ALLOW_PROTOCOL", "https:ssh:file");
    builder.environment().put("LC_ALL", "C");
    if (!words.getFirst().equals("clone")) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    return builder.start();
  }
}
