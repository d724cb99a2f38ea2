package dev.jackdaw.script;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The program as a user has it, with this extension unpacked beside the settings, or without. */
final class Installed {
  /** How a run ended and what it printed. */
  record Ended(int code, String out, String err) {}

  private final Path home;
  private final Path directory;
  private final List<String> classPath = new ArrayList<>();
  private final List<Path> extension = new ArrayList<>();

  Installed(Path home, Path directory) throws IOException {
    this.home = home;
    this.directory = directory;
    var own = CommandLine.of(dev.jackdaw.api.ScriptEngine.Limits.USUAL).readable();
    extension.addAll(own.subList(0, own.size() - 1));
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.isEmpty() || !Files.exists(Path.of(entry))) continue;
      if (!extension.contains(Path.of(entry).toRealPath())) classPath.add(entry);
    }
  }

  /** Unpacks the extension. */
  void install() throws IOException {
    var folder = Files.createDirectories(home.resolve("config/extensions/script"));
    for (var library : extension) {
      if (Files.isDirectory(library)) jar(library, folder.resolve("jackdaw-script.jar"));
      else Files.copy(library, folder.resolve(library.getFileName()));
    }
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  Process start(Path out, Path err, String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            String.join(File.pathSeparator, classPath),
            "dev.jackdaw.cli.Main"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    var environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.matches("(ANTHROPIC|OPENAI|GEMINI|GOOGLE|JACKDAW|OTEL)_.*"));
    environment.put("JACKDAW_HOME", home.toString());
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("JACKDAW_NO_LOCAL_MODELS", "1");
    return builder
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .redirectInput(new File("/dev/null"))
        .start();
  }

  Ended run(String... words) throws IOException, InterruptedException {
    var out = Files.createTempFile(home, "out", ".txt");
    var err = Files.createTempFile(home, "err", ".txt");
    var process = start(out, err, words);
    if (!process.waitFor(240, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + Files.readString(err));
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
