package dev.jackdaw.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.sandbox.rung.Strongest;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of a program's agents can do. */
class ConfinedTest {
  @TempDir Path temp;
  private Path work;

  @BeforeEach
  void aWorkspace() throws IOException {
    assumeTrue(new File("/bin/sh").canExecute(), "no shell");
    work = Files.createDirectory(temp.resolve("work"));
  }

  /** Returns what the command printed. */
  private String run(SandboxLevel level, String command) throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.call("bash", "{\"command\":\"" + command + "\"}"), Turn.text("Done."));
    var results = new CopyOnWriteArrayList<String>();
    try (var jackdaw =
            Jackdaw.builder()
                .model(model)
                .builtIn(BuiltIn.ALL)
                .sandbox(level)
                .workspace(work)
                .storage(temp.resolve("store"))
                .allow("Bash(*)")
                .listener((_, occurrence) -> {
                  if (occurrence.event() instanceof Event.CallFinished call) {
                    results.add(call.result().text());
                  }
                })
                .build();
        var session = jackdaw.openSession()) {
      assertThat(session.prompt("go")).isEqualTo("Done.");
    } catch (JackdawException e) {
      assumeTrue(!e.code().equals("isolation-none"), e::getMessage);
      throw e;
    }
    return String.join("\n", results);
  }

  @Test
  void commandsWriteTheirWorkspaceAndNothingElse() throws Exception {
    var outside = temp.resolve("outside");
    var printed =
        run(
            SandboxLevel.REQUIRED,
            "echo in > inside; echo out > " + outside + "; ls " + temp.resolve("store"));

    assertThat(work.resolve("inside")).hasContent("in");
    assertThat(outside).as(printed).doesNotExist();
    assertThat(printed).doesNotContain(".jsonl");
  }

  @Test
  void offConfinesNothing() throws Exception {
    var outside = temp.resolve("outside");
    run(SandboxLevel.OFF, "echo out > " + outside);

    assertThat(outside).hasContent("out");
  }

  private Confined without(SandboxLevel level) throws IOException {
    return new Confined(
        Workspace.of(work),
        Map.of("PATH", "/usr/bin:/bin"),
        List.of(),
        level,
        (_, _, _, _) -> {
          throw new Strongest.NoneException("nothing works", "Install something.");
        });
  }

  @Test
  void whereASandboxIsRequiredAndMissingNothingIsOpened() throws IOException {
    var policy = new PolicyBuilder(Workspace.of(work)).build();
    try (var confined = without(SandboxLevel.REQUIRED)) {
      assertThatThrownBy(() -> confined.obey(policy))
          .isInstanceOfSatisfying(
              JackdawException.class, e -> assertThat(e.code()).isEqualTo("isolation-none"))
          .hasMessage(
              "There is no sandbox, which sandbox(REQUIRED) asks for: nothing works. Install"
                  + " something.");
    }
    try (var confined = without(SandboxLevel.AVAILABLE)) {
      confined.obey(policy);
      assertThat(confined.confinement()).isEqualTo(Confinement.NONE);
    }
  }
}
