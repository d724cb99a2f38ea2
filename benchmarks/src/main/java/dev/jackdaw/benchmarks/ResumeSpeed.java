package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long a large session takes to be resumed: whole processes, from their start to the first
 * request at a model on loopback, new sessions and resumed ones in turns. The session is one that
 * the engine wrote itself, folds included, with calls that printed 2 KiB.
 *
 * <pre>ResumeSpeed PROGRAM [ROUNDS [MEGABYTES]]</pre>
 */
public final class ResumeSpeed {
  private static final long BAR_MILLIS = 1_000;
  private static final int WINDOW = 200_000;
  private static final int CALLS_OF_A_TASK = 250;
  private static final int MOST_TASKS = 10_000;
  private static final int WARM_UP = 2;
  private static final File NOTHING = new File("/dev/null");
  private static final SessionId SESSION = new SessionId("large");

  private final Path program;
  private final Path home;
  private final Path project;
  private final CannedServer server;

  private ResumeSpeed(Path program, Path folder, CannedServer server) throws IOException {
    this.program = program;
    this.server = server;
    home = Files.createDirectories(folder.resolve("home")).toRealPath();
    project = Files.createDirectories(folder.resolve("project")).toRealPath();
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    var program = Path.of(words[0]).toAbsolutePath();
    var rounds = words.length > 1 ? Integer.parseInt(words[1]) : 11;
    var bytes = (words.length > 2 ? Long.parseLong(words[2]) : 50) * 1_000_000;
    var folder = Files.createTempDirectory("resume-speed");
    try (var server = CannedServer.open(200)) {
      new ResumeSpeed(program, folder, server).run(rounds, bytes);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private void run(int rounds, long bytes) throws IOException, InterruptedException {
    var journal = write(bytes);
    System.out.printf(Locale.ROOT, "session of %.1f MB%n", Files.size(journal) / 1e6);
    for (var i = 0; i < WARM_UP; i++) {
      var _ = once();
      var _ = once("--resume", SESSION.value());
    }
    var begun = new double[rounds];
    var resumed = new double[rounds];
    for (var i = 0; i < rounds; i++) {
      begun[i] = once();
      resumed[i] = once("--resume", SESSION.value());
    }
    print("new", begun);
    print("resumed", resumed);
    var held = median(resumed) <= BAR_MILLIS;
    System.out.printf(
        "bar: %d ms at the median, resumed: %s%n", BAR_MILLIS, held ? "held" : "MISSED");
  }

  /** Returns the journal of a session of that size. */
  private Path write(long bytes) throws IOException, InterruptedException {
    var state = home.resolve(".local/state/jackdaw");
    var journal = new Sessions(state, InstantSource.system()).create(SESSION, project);
    var workspace = Workspace.of(project);
    try (var session =
        AgentSession.builder()
            .journal(journal)
            .workspace(workspace)
            .model(ScriptedModel.of(script(), project))
            .policy(new PolicyBuilder(workspace).build())
            .mode(Mode.BYPASS)
            .tools(List.of(new Print()))
            .open()) {
      var file = file(state);
      while (Files.size(file) < bytes) {
        var outcome = session.run("Do the next part.");
        if (!(outcome instanceof Outcome.Finished)) throw new IOException("ended as " + outcome);
      }
      return file;
    }
  }

  private static Script script() {
    var call =
        Script.Turn.call(
                "bash",
                Json.object().put("command", "grep -rn value{{i}} src | head -{{i}}").build())
            .saying("I look for the next one.")
            .times(CALLS_OF_A_TASK);
    var task = List.<Script.Step>of(call, Script.Turn.text("That part is done."));
    return Script.of(new Script.Group(task, MOST_TASKS)).window(WINDOW);
  }

  private static Path file(Path state) throws IOException {
    try (var files = Files.walk(state.resolve("sessions"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).findAny().orElseThrow();
    }
  }

  /** Returns the milliseconds from the start of a process to its first request. */
  private double once(String... words) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of(program.toString(), "-p"));
    line.addAll(List.of("--model", "anthropic/claude-test-1"));
    line.addAll(List.of(words));
    line.add("Say hello.");
    var output = home.resolve("output").toFile();
    var builder =
        new ProcessBuilder(line)
            .directory(project.toFile())
            .redirectInput(NOTHING)
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("ANTHROPIC_API_KEY", "sk-ant-test-key");
    builder.environment().put("ANTHROPIC_BASE_URL", server.url());
    var start = System.nanoTime();
    var code = builder.start().waitFor();
    var heard = server.heard();
    if (heard == 0 || code != 0) {
      throw new IOException("status " + code + ": " + Files.readString(output.toPath()));
    }
    return (heard - start) / 1e6;
  }

  private static void print(String what, double[] millis) {
    var sorted = millis.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s, start to first request, ms: median %.0f (%.0f to %.0f), %d rounds%n",
        what,
        median(millis),
        sorted[0],
        sorted[sorted.length - 1],
        millis.length);
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
