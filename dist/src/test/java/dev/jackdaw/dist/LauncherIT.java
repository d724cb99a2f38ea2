package dev.jackdaw.dist;

import static dev.jackdaw.dist.Scripts.command;
import static dev.jackdaw.dist.Scripts.environment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code jackdaw} on the Java of this build with a small program in place of the real one:
 * training, and what a start does with a cache in any state.
 */
class LauncherIT {
  private static final List<String> SHELL = List.of("/bin/sh");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PROGRAM =
      """
      package dev.jackdaw.cli;

      public final class Main {
        public static void main(String[] arguments) throws Exception {
          switch (arguments[0]) {
            case "--version" -> System.out.println("version \\u00e9");
            case "exit" -> System.exit(Integer.parseInt(arguments[1]));
            case "echo" -> System.out.println(String.join("|", arguments));
            case "wait" -> {
              System.out.println("waiting");
              Thread.sleep(60_000);
            }
            case "maps" -> {
              for (var line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/maps"))) {
                if (line.endsWith(".aot")) {
                  System.out.println("cached");
                  return;
                }
              }
              System.out.println("not cached");
            }
            default -> ask();
          }
        }

        private static void ask() throws Exception {
          var url = java.net.URI.create(System.getenv("ANTHROPIC_BASE_URL") + "/v1/messages").toURL();
          var connection = (java.net.HttpURLConnection) url.openConnection();
          connection.setDoOutput(true);
          connection.getOutputStream().write("{}".getBytes());
          System.out.println(new String(connection.getInputStream().readAllBytes()));
        }
      }
      """;

  @TempDir static Path shared;
  @TempDir Path home;
  static Path installation;
  static Path trained;
  Map<String, String> environment;

  @BeforeAll
  static void installAndTrain() throws Exception {
    installation = Files.createDirectories(shared.toRealPath().resolve("in stalled"));
    Files.createDirectories(installation.resolve("bin"));
    Files.copy(Scripts.CHECKOUT.resolve("jackdaw"), installation.resolve("bin/jackdaw"));
    for (var script : List.of("find-java.sh", "launch.sh", "prepare.sh")) {
      Files.copy(
          Scripts.CHECKOUT.resolve("bin").resolve(script),
          installation.resolve("bin").resolve(script));
    }
    var lib = Files.createDirectories(installation.resolve("lib"));
    Files.writeString(lib.resolve("build-id"), "it-1\n");
    jar(lib.resolve("jackdaw-dist.jar"), codeOf(Rehearsal.class));
    jar(lib.resolve("jackdaw-api.jar"), codeOf(Json.class));
    jar(lib.resolve("jackdaw-cli.jar"), compileProgram());
    trained = train();
  }

  private static Path train() throws Exception {
    var first = Files.createDirectories(shared.resolve("first home"));
    var result = Scripts.run(shared, environmentOf(first), command(SHELL, launcher(), "--version"));
    assertThat(result).isEqualTo(new Scripts.Result(0, "version é\n", ""));
    var place = first.resolve(".cache/jackdaw/launch/it-1");
    var cache = place.resolve(Files.readAllLines(place.resolve("plan")).get(5));
    var lock = place.resolve("training.lock");
    for (var end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); ) {
      if (Files.exists(cache) && Files.notExists(lock)) {
        return cache;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not trained: " + Files.readString(place.resolve("training.log")));
  }

  private static Path launcher() {
    return installation.resolve("bin/jackdaw");
  }

  private static Map<String, String> environmentOf(Path home) {
    return environment(
        "PATH", System.getenv("PATH"),
        "HOME", home.toString(),
        "JAVA_HOME", System.getProperty("java.home"));
  }

  @BeforeEach
  void useANewHome() throws IOException {
    environment = environmentOf(home);
    environment.put("CI", "true");
    Files.createDirectories(cache().getParent());
  }

  private Path cache() {
    return home.resolve(".cache/jackdaw/launch/it-1").resolve(trained.getFileName());
  }

  private Scripts.Result jackdaw(String... arguments) {
    var words = command(SHELL, launcher());
    words.addAll(List.of(arguments));
    return Scripts.run(home, environment, words);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void startsFromTheCacheItTrained() throws IOException {
    assertThat(jackdaw("maps").out()).isEqualTo("not cached\n");

    Files.copy(trained, cache());

    assertThat(jackdaw("maps")).isEqualTo(new Scripts.Result(0, "cached\n", ""));
  }

  @Test
  void saysNothingWhateverStateTheCacheIsIn() throws IOException {
    var good = Files.readAllBytes(trained);
    var ofAnotherJava = good.clone();
    byte[] version = System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8);
    ofAnotherJava[indexOf(good, version)] = '9';
    var truncated = java.util.Arrays.copyOf(good, good.length / 2);
    var garbage = new byte[1_000_000];
    new java.util.Random(7).nextBytes(garbage);

    for (var content : List.of(good, ofAnotherJava, truncated, garbage, new byte[0])) {
      Files.write(cache(), content);

      assertThat(jackdaw("--version")).isEqualTo(new Scripts.Result(0, "version é\n", ""));
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i < bytes.length - part.length; i++) {
      if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("the cache does not name its Java");
  }

  @Test
  void saysNothingWhenTheJarsChanged() throws IOException {
    Files.copy(trained, cache());
    var jar = installation.resolve("lib/jackdaw-api.jar");
    var time = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, java.nio.file.attribute.FileTime.from(Instant.EPOCH));

    try {
      assertThat(jackdaw("--version")).isEqualTo(new Scripts.Result(0, "version é\n", ""));
    } finally {
      Files.setLastModifiedTime(jar, time);
    }
  }

  @Test
  void passesArgumentsAndTheStatus() {
    assertThat(jackdaw("echo", "é€", "@file", "a  b", "").out()).isEqualTo("echo|é€|@file|a  b|\n");
    assertThat(jackdaw("exit", "42").status()).isEqualTo(42);
  }

  @Test
  void becomesTheJvmSoThatSignalsReachIt() throws Exception {
    var builder = new ProcessBuilder(command(SHELL, launcher(), "wait"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("waiting");
      assertThat(process.info().command().orElseThrow()).endsWith("bin/java");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path compileProgram() throws IOException {
    var source = Files.writeString(shared.resolve("Main.java"), PROGRAM);
    var classes = Files.createDirectories(shared.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(status).isZero();
    return classes;
  }

  private static Path codeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void jar(Path target, Path code) throws IOException {
    if (Files.isRegularFile(code)) {
      Files.copy(code, target);
      return;
    }
    try (OutputStream out = Files.newOutputStream(target);
        var jar = new JarOutputStream(out);
        var files = Files.walk(code)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(code.relativize(file).toString()));
        jar.write(Files.readAllBytes(file));
      }
    }
  }
}
