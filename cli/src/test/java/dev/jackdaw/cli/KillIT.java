package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program at random instants of a session of fifty turns and continues it, again and
 * again. {@code -Djackdaw.kills=24} is enough while working on something else.
 */
@Timeout(3_000)
class KillIT {
  private static final int KILLS = Integer.getInteger("jackdaw.kills", 200);
  private static final int KILLS_OF_A_SESSION = 8;
  private static final int TURNS = 50;

  @TempDir Path temp;

  private final Random random = new Random(Long.getLong("jackdaw.seed", 20_261_123L));

  @Test
  void alwaysContinuesAndLosesNothingThatWasShown() throws IOException {
    for (var kills = 0; kills < KILLS; kills += KILLS_OF_A_SESSION) {
      var project = Files.createTempDirectory(temp, "project");
      var program = new Program(Files.createTempDirectory(temp, "home"), project);
      var script = Files.writeString(temp.resolve("script.json"), script());
      session(program, project, script, Math.min(KILLS_OF_A_SESSION, KILLS - kills));
    }
  }

  private void session(Program program, Path project, Path script, int kills) throws IOException {
    Set<String> shown = new HashSet<>();
    var first = true;
    for (var kill = 0; kill < kills; kill++) {
      shown.addAll(killed(program, script, first, random.nextInt(2 * TURNS / kills)));
      first = first && program.run("sessions", "list", "--json").out().strip().equals("[]");
    }
    var last = program.run(words(script, first));
    assertThat(last.err()).isEmpty();
    assertThat(last.code()).isZero();
    shown.addAll(pieces(last.out().lines().toList()));

    var exported = exported(program);
    assertThat(shown).allSatisfy(piece -> assertThat(exported).contains(piece));
    var effects = Files.readAllLines(project.resolve("effects.log"));
    assertThat(effects).doesNotHaveDuplicates();
    assertThat(last.out()).contains("All fifty turns are done.");
  }

  /** Runs until so many lines were shown, kills, and returns what had been shown. */
  private Set<String> killed(Program program, Path script, boolean first, int lines)
      throws IOException {
    var process = program.start(temp.resolve("err.txt"), words(script, first));
    var seen = new ArrayList<String>();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        seen.add(line);
        if (seen.size() > lines) {
          for (var spin = random.nextInt(200_000); spin > 0; spin--) Thread.onSpinWait();
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.destroyForcibly();
    return pieces(seen);
  }

  private static String[] words(Path script, boolean first) {
    var words =
        new ArrayList<>(
            List.of(
                "-p",
                "--output-format",
                "stream-json",
                "--model",
                "scripted/" + script,
                "--permission-mode",
                "acceptEdits",
                "--allowedTools",
                "Bash"));
    if (!first) words.add("-c");
    words.add("go on");
    return words.toArray(String[]::new);
  }

  /** Returns the texts and results of whole lines; the last may have been cut by the kill. */
  private static Set<String> pieces(List<String> lines) {
    Set<String> pieces = new HashSet<>();
    for (var line : lines) {
      if (!line.endsWith("}")) continue;
      for (var block : Json.parseObject(line).object("message").array("content")) {
        if (!(block instanceof Json.Obj object)) continue;
        object.string("text").ifPresent(pieces::add);
        object.string("content").ifPresent(pieces::add);
      }
    }
    return pieces;
  }

  private static String exported(Program program) {
    var sessions = program.run("sessions", "list", "--json").out();
    var id = ((Json.Obj) ((Json.Arr) Json.parse(sessions)).elements().getFirst()).string("id", "");
    var out = new StringBuilder();
    collect(Json.parse(program.run("sessions", "export", id, "--format", "json").out()), out);
    return out.toString();
  }

  private static void collect(Json value, StringBuilder out) {
    switch (value) {
      case Json.Obj(var members) -> members.values().forEach(member -> collect(member, out));
      case Json.Arr(var elements) -> elements.forEach(element -> collect(element, out));
      case Json.Str(var text) -> out.append(text).append('\n');
      case Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  private static String script() {
    return """
    {"name": "fifty",
     "turns": [
       {"repeat": %d,
        "turns": [
          {"text": "Step {{i}}: a file and a command.",
           "calls": [
             {"tool": "write", "input": {"path": "file{{i}}.txt", "content": "number {{i}}"}},
             {"tool": "bash", "input": {"command": "echo effect {{i}} | tee -a effects.log"}}]},
          {"text": "Looking at {{i}}.",
           "calls": [{"tool": "read", "input": {"path": "file{{i}}.txt"}}]}]}],
     "final": "All fifty turns are done."}
    """
        .formatted(TURNS / 2);
  }
}
