package dev.jackdaw.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;
  private final StringWriter printed = new StringWriter();

  private Environment environment(Map<String, String> variables) {
    return new Environment(variables, Platform.LINUX, "?", folder, folder);
  }

  private ExitCode run(Demo.Agent agent, String... arguments) throws InterruptedException {
    var out = new PrintWriter(printed);
    return new Demo(environment(Map.of()), JDK, out).run(Arguments.parse(arguments), agent);
  }

  /** Does what the script's model does to files, and nothing else. */
  private static void applyEdits(Demo.Job job, int count) {
    for (var edit : edits(job).subList(0, count)) {
      var file = job.directory().resolve(edit.string("path", ""));
      try {
        var text = Files.readString(file);
        var old = edit.string("old_string", "");
        assertThat(text).containsOnlyOnce(old);
        Files.writeString(file, text.replace(old, edit.string("new_string", "")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Json.Obj> edits(Demo.Job job) {
    var edits = new ArrayList<Json.Obj>();
    for (var turn : Json.parseObject(job.script()).array("turns")) {
      for (var call : ((Json.Obj) turn).array("calls")) {
        var object = (Json.Obj) call;
        if (object.string("tool", "").equals("edit")) edits.add(object.object("input"));
      }
    }
    return edits;
  }

  @Test
  void theScriptedEditsRepairTheProjectAndTheJudgeSeesIt() throws InterruptedException {
    var code =
        run(
            job -> {
              applyEdits(job, 2);
              return new Outcome.Finished("done");
            },
            "demo");

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString())
        .contains(
            "no model is asked",
            "FAILED formatsTheTotalOfALunch: expected EUR 21.47 but was EUR 21.41",
            "4 tests passed",
            "--- src/till/Rate.java",
            "-    int fraction = Integer.parseInt(percent.substring(point + 1));",
            "+    int fraction = Integer.parseInt((digits + \"00\").substring(0, 2));");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theScriptIsOneThatAScriptedModelTakes() {
    var model = ScriptedModel.parse("demo", DemoProject.resource("script.json"), folder);
    assertThat(model.info().id()).isEqualTo("scripted/demo");
  }

  @Test
  void theFirstScriptedEditIsNotEnough() throws InterruptedException {
    var code =
        run(
            job -> {
              applyEdits(job, 1);
              return new Outcome.Finished("done");
            },
            "demo");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString()).contains("FAILED formatsTheTotalOfADrink");
  }

  @Test
  void theJudgeIsNotTakenInByChangedTests() throws InterruptedException {
    var code =
        run(
            job -> {
              try {
                Files.writeString(job.directory().resolve("test.sh"), "echo 4 tests passed\n");
                Files.delete(job.directory().resolve("src/till/ReceiptTest.java"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return new Outcome.Finished("done");
            },
            "demo");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString()).contains("+echo 4 tests passed");
  }

  @Test
  void anAgentThatStopsDecidesTheExitCode() throws InterruptedException {
    assertThat(run(_ -> new Outcome.Interrupted(), "demo", "--dir", "mine"))
        .isEqualTo(ExitCode.INTERRUPTED);
    assertThat(folder.resolve("mine/test.sh")).exists();
    assertThat(printed.toString()).contains("The project is in");
  }

  @Test
  void refusesAFolderThatIsInUse() throws IOException {
    Files.writeString(folder.resolve("mine"), "");
    Files.createDirectories(folder.resolve("other/full"));
    for (var name : List.of("mine", "other")) {
      assertThatThrownBy(() -> run(_ -> new Outcome.Interrupted(), "demo", "--dir", name))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("--dir needs a folder that is empty or not there yet");
    }
    assertThatThrownBy(() -> run(_ -> new Outcome.Interrupted(), "demo", "--dir", "a\0b"))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("--dir is not a path");
  }

  @Test
  void saysWhatIsMissingWithoutACompiler() throws IOException {
    var old = Files.createDirectories(folder.resolve("old/bin"));
    assertThat(Files.createFile(old.resolve("javac")).toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"1.8.0_402\"\n");
    var variables = Map.of("JAVA_HOME", folder.resolve("old").toString());
    assertThatThrownBy(() -> Jdk.find(environment(variables), folder))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("Install one, or set JAVA_HOME");
    assertThat(Jdk.find(environment(Map.of("PATH", JDK.resolve("bin").toString())), folder))
        .isEqualTo(JDK);
  }
}
