package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program at random instants while it folds a conversation: what is shown afterwards is
 * as before, or folded, and the session goes on. {@code -Dfolding.kills=} says how often.
 */
@Timeout(1_200)
class FoldKillIT {
  private static final int KILLS = Integer.getInteger("folding.kills", 3);

  @TempDir Path temp;
  private final Random random = new Random(Long.getLong("jackdaw.seed", 20_261_128L));
  private Program program;
  private Path script;

  @BeforeEach
  void setUp() throws IOException {
    var project = Files.createDirectory(temp.resolve("project"));
    Files.writeString(project.resolve("notes.txt"), "the server listens on port 8443\n".repeat(90));
    program = new Program(temp.resolve("home"), project);
    script =
        Files.writeString(
            temp.resolve("script.json"),
            """
            {"turns": [
              {"calls": [{"tool": "read", "input": {"path": "notes.txt"}}]},
              {"text": "## Goal\\n- finish\\n"}],
             "final": "Done."}
            """);
  }

  private Program.Ended run(String... words) {
    return program.run(words(words));
  }

  private String[] words(String... more) {
    var words = new ArrayList<>(List.of("-p", "--sandbox", "off", "--model", "scripted/" + script));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void aFoldThatIsKilledIsThereOrIsNot() throws Exception {
    assertThat(run("Look around, and never touch b.txt.").code()).isZero();
    var folds = 0;
    var lasts = Duration.ofSeconds(1);
    for (var kill = 0; kill < KILLS; kill++) {
      assertThat(run("-c", "again " + kill).code()).isZero();
      var began = System.nanoTime();
      var process = program.start(temp.resolve("err.txt"), words("-c", "/compact"));
      process.waitFor(random.nextLong(Math.max(1, lasts.toMillis())), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      lasts = Duration.ofNanos(System.nanoTime() - began).multipliedBy(2);

      var context = context();
      var now = context.array("folds").size();
      assertThat(now).isBetween(folds, folds + 1);
      assertThat(kinds(context).contains("digest")).isEqualTo(now > 0);
      folds = now;
    }
    assertThat(run("-c", "go on").out()).contains("Done.");
  }

  private Json.Obj context() {
    var ended = run("-c", "--output-format", "json", "/context");
    assertThat(ended.code()).isZero();
    return Json.parseObject(ended.out()).object("structured_output");
  }

  private static List<String> kinds(Json.Obj context) {
    var kinds = new ArrayList<String>();
    for (var part : context.array("parts")) {
      if (part instanceof Json.Obj one) kinds.add(one.string("kind", ""));
    }
    return kinds;
  }
}
