package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Properties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed with {@code kill -9} once its journal has so many records, and killed
 * again while it recovers. A sample by default; {@code -Djackdaw.matrix=all} kills each kind of
 * task at each record. What every boundary leaves is for {@code KillMatrixTest} of the engine.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(7_200)
class KillMatrixIT {
  private static final boolean ALL = "all".equals(System.getProperty("jackdaw.matrix"));
  private static final int SAMPLE = 8;
  private static final int MOST_RECORDS = 40;

  /** Who makes the calls. */
  private enum Shape {
    ONE,
    FOUR,
    WORKFLOW,
    AGENT
  }

  /** What the calls do. */
  private enum Work {
    READ("{\"tool\":\"read\",%s:{\"path\":\"script.json\",\"offset\":%d}}"),
    WRITE("{\"tool\":\"write\",%s:{\"path\":\"new%d\",\"content\":\"x\"}}"),
    RUN("{\"tool\":\"bash\",%s:{\"command\":\"echo %d >> effects; sleep 0.1\"}}");

    private final String call;

    Work(String call) {
      this.call = call;
    }

    String call(int number) {
      return call.formatted("\"input\"", number);
    }

    String step(int number) {
      return "{\"id\":\"s" + number + "\"," + call.formatted("\"args\"", number).substring(1);
    }
  }

  @TempDir Path temp;

  @Test
  void everyCallHasOneResultAndNoCommandRunsTwice() throws IOException {
    var random = Properties.random(Properties.seed());
    if (!ALL) {
      for (var i = 0; i < SAMPLE; i++) {
        var shape = Shape.values()[i % Shape.values().length];
        var work = Work.values()[random.nextInt(Work.values().length)];
        killTwice(shape, work, 3 + random.nextInt(12), random);
      }
      return;
    }
    for (var shape : Shape.values()) {
      for (var work : Work.values()) {
        for (var records = 1; records < MOST_RECORDS; records++) {
          if (!killTwice(shape, work, records, random)) break;
        }
      }
    }
  }

  private static String script(Shape shape, Work work) {
    var calls = String.join(",", work.call(1), work.call(2), work.call(3), work.call(4));
    var steps = work.step(1) + "," + work.step(2);
    var workflow = "{\"tool\":\"workflow\",\"input\":{\"steps\":[" + steps + "],\"return\":{}}}";
    var resume = "{\"tool\":\"workflow\",\"input\":{\"resume\":\"call_t1_0\"}}";
    var task = "{\"tool\":\"task\",\"input\":{\"description\":\"d\",\"prompt\":\"go there\"}}";
    var turns =
        switch (shape) {
          case ONE -> turn(work.call(1));
          case FOUR -> turn(calls);
          case WORKFLOW -> turn(workflow) + "," + turn(resume);
          case AGENT -> turn(task);
        };
    return "{\"turns\":[%s],\"final\":\"Over.\",\"agents\":[{\"whenPromptContains\":\"go there\",\"turns\":[%s],\"final\":\"Report.\"}]}"
        .formatted(turns, turn(calls));
  }

  private static String turn(String calls) {
    return "{\"calls\":[" + calls + "]}";
  }

  /** Returns whether the first process was still alive at that record. */
  private boolean killTwice(Shape shape, Work work, int records, RandomGenerator random)
      throws IOException {
    var home = Files.createTempDirectory(temp, "home");
    var project = Files.createTempDirectory(temp, "project");
    Files.writeString(project.resolve("script.json"), script(shape, work));
    var program = new Program(home, project);
    var state = home.resolve("state");
    var what = shape + " " + work + " at record " + records;

    var killed = kill(program, state, records, false);
    var before = KilledJournal.occurrences(state);
    kill(program, state, before.size() + 1 + random.nextInt(8), !before.isEmpty());
    var ended = program.run(words(!KilledJournal.occurrences(state).isEmpty()));

    assertThat(ended.err()).as(what).isEmpty();
    assertThat(ended.code()).as(what).isZero();
    var after = KilledJournal.occurrences(state);
    assertThat(after.subList(0, before.size())).as(what).isEqualTo(before);
    checkEffects(what, KilledJournal.check(what, after), project);
    return killed;
  }

  private boolean kill(Program program, Path state, int records, boolean resumes)
      throws IOException {
    var process =
        program.startInto(temp.resolve("out.txt"), temp.resolve("err.txt"), words(resumes));
    while (process.isAlive() && records(state) < records) LockSupport.parkNanos(100_000);
    var alive = process.isAlive();
    process.destroyForcibly();
    while (process.isAlive()) LockSupport.parkNanos(100_000);
    return alive;
  }

  private static String[] words(boolean resumes) {
    var words = new ArrayList<String>();
    words.addAll(List.of("-p", "--model", "scripted/script.json", "--sandbox", "off"));
    words.addAll(List.of("--dangerously-skip-permissions", "go on"));
    if (resumes) words.add("-c");
    return words.toArray(String[]::new);
  }

  private static int records(Path state) throws IOException {
    var file = KilledJournal.file(state);
    if (file.isEmpty()) return 0;
    var count = 0;
    for (var each : Files.readAllBytes(file.get())) if (each == '\n') count++;
    return count;
  }

  /** A command that ran is told as done, stopped or in doubt, never as not run. */
  private static void checkEffects(String what, KilledJournal calls, Path project)
      throws IOException {
    var effects = project.resolve("effects");
    if (!Files.exists(effects)) return;
    var lines = Files.readAllLines(effects);
    assertThat(lines).as(what).doesNotHaveDuplicates();
    for (var line : lines) {
      assertThat(calls.results("echo " + line + " "))
          .as(what)
          .anyMatch(result -> !result.text().contains("this call was not run"));
    }
  }
}
