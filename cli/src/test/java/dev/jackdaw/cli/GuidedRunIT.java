package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that are stopped, warned or end with a plan. */
class GuidedRunIT {
  @TempDir Path temp;
  private Path project;
  private Program program;

  @BeforeEach
  void setUp() throws IOException {
    project = Files.createDirectory(temp.resolve("project"));
    program = new Program(temp.resolve("home"), project);
  }

  private String[] words(String script, String... more) throws IOException {
    Files.writeString(temp.resolve("script.json"), script.replace('\'', '"'));
    var words = new ArrayList<>(List.of(more));
    words.addAll(List.of("-p", "--sandbox", "off", "--model", "scripted/../script.json"));
    words.add("do it");
    return words.toArray(String[]::new);
  }

  private static final String CIRCLE =
      "{'turns':[{'repeat':20,'calls':[{'tool':'grep','input':{'pattern':'nothing'}}]}],"
          + "'final':'Done.'}";

  @Test
  void aCircleEndsWithCodeFour() throws IOException {
    var ended = program.run(words(CIRCLE));

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("told the model: You are going in circles: grep was called 4 times in a row")
        .contains("Stopped, because the task went in circles: grep was called 5 times in a row");
  }

  @Test
  void aCircleGoesOnWhereItMay() throws IOException {
    var ended = program.run(words(CIRCLE, "--loop-detection", "off"));

    assertThat(ended).isEqualTo(new Program.Ended(0, "Done.\n", ""));
  }

  @Test
  void callsAreUsedUpAfterANotice() throws IOException {
    var script =
        "{'turns':[{'repeat':20,'calls':[{'tool':'grep','input':{'pattern':'p{{i}}'}}]}],"
            + "'final':'Done.'}";
    var ended = program.run(words(script, "--max-calls", "5"));

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .contains("told the model: Budget: 4 calls of 5 calls (--max-calls) is used up.")
        .contains("Stopped at 5 calls (--max-calls 5). Everything so far is kept");
  }

  @Test
  void planModeEndsWithThePlan() throws IOException {
    var script =
        "{'turns':[{'calls':[{'tool':'present_plan','input':{'plan':'Be quick.',"
            + "'steps':['Write a.txt','Check it']}}]}],'final':'Done.'}";
    var ended = program.run(words(script, "--permission-mode", "plan"));

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEqualTo("Be quick.\n\n1. Write a.txt\n2. Check it\n");
    assertThat(ended.err()).contains("The plan waits for approval.");
  }

  @Test
  void stepsAreShownAndAreThereOnTheNextDay() throws IOException {
    var script =
        "{'turns':[{'calls':[{'tool':'todo','input':{'items':[{'text':'read','state':'done',"
            + "'evidence':'notes.md'},{'text':'write','state':'active'}]}}]}],'final':'Done.'}";
    var steps = "plan, 1 of 2 done:\n  [x] read (notes.md)\n  [>] write\n";

    assertThat(program.run(words(script))).isEqualTo(new Program.Ended(0, "Done.\n", steps));
    assertThat(program.run(words("{'turns':[],'final':'Yes.'}", "-c")).err()).isEqualTo(steps);
  }
}
