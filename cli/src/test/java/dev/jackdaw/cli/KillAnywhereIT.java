package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed with {@code kill -9} at a random instant of a task, killed again at a
 * random instant of going on with it, and brought to the end. Then every call has one end, no
 * command ran twice or beside one that it conflicts with, nothing happened that is not on record,
 * nothing still runs, what the journal says reads the same twice, and all of it can be taken back.
 * {@code -Djackdaw.instants=500} tries many; {@code -Djackdaw.seed=} others.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(7_200)
class KillAnywhereIT {
  private static final int INSTANTS = Integer.getInteger("jackdaw.instants", 2);
  private static final SessionId AGAIN = new SessionId("again");

  @TempDir Path temp;
  private long usualMillis;

  @Test
  void everythingHoldsWheneverItIsKilled() throws Exception {
    var random = Properties.random(Properties.seed());
    for (var i = 0; i < INSTANTS; i++) {
      var folder = Files.createDirectory(temp.resolve("case" + i)).toRealPath();
      new Case(folder, random, "case " + i + " of seed " + Properties.seed()).run();
    }
  }

  /** A home, a project, and the program in it. */
  private final class Case {
    private final Path project;
    private final Path state;
    private final Program program;
    private final RandomGenerator random;
    private final String what;

    Case(Path folder, RandomGenerator random, String what) throws IOException {
      this.random = random;
      this.what = what;
      project = Files.createDirectory(folder.resolve("project"));
      var home = Files.createDirectory(folder.resolve("home"));
      state = home.resolve("state");
      program = new Program(home, project);
      Files.writeString(project.resolve("script.json"), script(random));
      Files.writeString(project.resolve("log"), "0\n");
      Files.writeString(project.resolve("mine"), "mine\n");
    }

    void run() throws Exception {
      var untouched = tree(project);
      var first = kill(usualMillis == 0 ? 1_500 : usualMillis);
      awaitNobody();
      var second = kill(usualMillis == 0 ? 1_500 : usualMillis);
      var began = System.nanoTime();
      var ended = program.run(words());
      usualMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

      assertThat(ended.err()).as(what).isEmpty();
      assertThat(ended.code()).as(what).isZero();
      var all = KilledJournal.occurrences(state);
      // A record that was being written when the program was killed is not in what was read.
      assertThat(all.subList(0, second.size())).as(what).isEqualTo(second);
      assertThat(second.subList(0, first.size())).as(what).isEqualTo(first);
      awaitNobody();
      checkEffects(KilledJournal.check(what, all));
      var transcript = transcript(all);
      assertThat(transcript(all)).as(what).isEqualTo(transcript);
      checkOrder(transcript);
      checkUndo(untouched);
    }

    /** Kills it within that time and returns what is in its journal by then. */
    private List<Occurrence> kill(long withinMillis) throws IOException {
      var process = program.startInto(temp.resolve("out.txt"), temp.resolve("err.txt"), words());
      var instant = random.nextLong(TimeUnit.MILLISECONDS.toNanos(withinMillis));
      var until = System.nanoTime() + instant;
      while (process.isAlive() && System.nanoTime() < until) LockSupport.parkNanos(500_000);
      process.destroyForcibly();
      while (process.isAlive()) LockSupport.parkNanos(100_000);
      return KilledJournal.occurrences(state);
    }

    private String[] words() throws IOException {
      var words = new ArrayList<String>();
      words.addAll(List.of("-p", "--model", "scripted/script.json", "--sandbox", "off"));
      words.addAll(List.of("--dangerously-skip-permissions", "go on"));
      if (!KilledJournal.occurrences(state).isEmpty()) words.add("-c");
      return words.toArray(String[]::new);
    }

    private void checkEffects(KilledJournal calls) throws IOException {
      var effects = project.resolveSibling("effects");
      if (!Files.exists(effects)) return;
      var lines = Files.readAllLines(effects);
      assertThat(lines).as(what).doesNotHaveDuplicates();
      var latest = "";
      for (var line : lines) {
        var number = line.substring(line.indexOf(' ') + 1);
        if (line.startsWith("begin")) {
          latest = number;
          var command = "echo begin " + number + " ";
          assertThat(calls.wasStarted(command)).as("%s: record of %s", what, number).isTrue();
          assertThat(calls.results(command))
              .as(what)
              .noneMatch(result -> result.text().contains("this call was not run"));
        } else {
          assertThat(number).as("%s: beside another: %s", what, lines).isEqualTo(latest);
        }
      }
    }

    private void checkUndo(Map<String, String> untouched) throws IOException {
      var changed = tree(project);
      var undone = program.run("undo", "--all");
      assertThat(undone.code()).as("%s: %s", what, undone).isZero();
      assertThat(tree(project)).as(what).isEqualTo(untouched);
      var redone = program.run("redo", "--all");
      assertThat(redone.code()).as("%s: %s", what, redone).isZero();
      assertThat(tree(project)).as(what).isEqualTo(changed);
    }

    private void awaitNobody() throws Exception {
      while (!survivors().isEmpty()) Thread.sleep(20);
    }

    /** Returns the processes that work in the project. */
    private List<String> survivors() {
      var pids = Path.of("/proc").toFile().list((_, name) -> name.matches("[0-9]+"));
      var found = new ArrayList<String>();
      for (var pid : pids == null ? new String[0] : pids) {
        try {
          var directory = Files.readSymbolicLink(Path.of("/proc", pid, "cwd"));
          if (directory.equals(project)) found.add(pid);
        } catch (IOException _) {
          // It ended, or is not ours.
        }
      }
      return found;
    }
  }

  private static String script(RandomGenerator random) {
    var number = new int[1];
    var turns = new ArrayList<String>();
    turns.add(turn(bash(number, random), read(), write(1), bash(number, random)));
    turns.add(turn(write(2), read(), read(), bash(number, random)));
    turns.add(turn(workflow(number, random)));
    turns.add(turn("{\"tool\":\"task\",\"input\":{\"description\":\"d\",\"prompt\":\"there\"}}"));
    turns.add(turn(bash(number, random), bash(number, random)));
    var agent = turn(bash(number, random), write(3)) + "," + turn(bash(number, random));
    return "{\"turns\":[%s],\"final\":\"Over.\",\"agents\":[{\"whenPromptContains\":\"there\",\"turns\":[%s],\"final\":\"Report.\"}]}"
        .formatted(String.join(",", turns), agent);
  }

  private static String turn(String... calls) {
    return "{\"calls\":[" + String.join(",", calls) + "]}";
  }

  /** Each says when it begins and when it ends, outside of what undo looks at. */
  private static String command(int[] number, RandomGenerator random) {
    number[0]++;
    return ("echo begin %1$d >> ../effects; echo %1$d >> log; sleep 0.0%2$d; echo %1$d > file%1$d;"
            + " rm -f file%3$d; echo end %1$d >> ../effects")
        .formatted(number[0], 1 + random.nextInt(9), random.nextInt(1 + number[0]));
  }

  private static String bash(int[] number, RandomGenerator random) {
    return "{\"tool\":\"bash\",\"input\":{\"command\":\"" + command(number, random) + "\"}}";
  }

  private static String read() {
    return "{\"tool\":\"read\",\"input\":{\"path\":\"mine\"}}";
  }

  private static String write(int number) {
    return "{\"tool\":\"write\",\"input\":{\"path\":\"new/%1$d/%1$d\",\"content\":\"%1$d\"}}"
        .formatted(number);
  }

  private static String workflow(int[] number, RandomGenerator random) {
    var step = "{\"id\":\"%s\",\"tool\":\"bash\",\"args\":{\"command\":\"%s\"}}";
    var steps = step.formatted("a", command(number, random));
    steps += "," + step.formatted("b", command(number, random));
    return "{\"tool\":\"workflow\",\"input\":{\"steps\":[" + steps + "],\"return\":{}}}";
  }

  /** Returns what a model is shown of a session with these events. */
  private List<Message> transcript(List<Occurrence> all) throws Exception {
    var journal = new MemoryJournal(AGAIN, InstantSource.fixed(Instant.EPOCH));
    for (var one : all) {
      if (one.event() instanceof Event.Durable event) journal.append(one.agent(), event);
    }
    var model = ScriptedModel.answering(_ -> Script.Turn.text("Read."));
    var workspace = Workspace.of(temp);
    try (var session =
        AgentSession.builder()
            .journal(journal)
            .workspace(workspace)
            .model(model)
            .policy(new PolicyBuilder(workspace).build())
            .mode(Mode.BYPASS)
            .tools(List.of())
            .open()) {
      session.run("read");
    }
    return model.requests().getLast().messages();
  }

  /** Results stand right behind the calls they are of, in the order of the calls. */
  private static void checkOrder(List<Message> messages) {
    var seen = new HashSet<String>();
    for (var i = 0; i < messages.size(); i++) {
      if (!(messages.get(i) instanceof Message.Assistant assistant)) continue;
      var asked = assistant.calls().stream().map(Block.Call::id).toList();
      if (asked.isEmpty()) continue;
      assertThat(messages.get(i + 1)).isInstanceOf(Message.User.class);
      var told =
          ((Message.User) messages.get(i + 1))
              .blocks().stream()
                  .filter(Block.Result.class::isInstance)
                  .map(block -> ((Block.Result) block).call())
                  .toList();
      assertThat(told).isEqualTo(asked);
      asked.forEach(id -> assertThat(seen.add(id.value())).isTrue());
    }
  }

  private static Map<String, String> tree(Path folder) throws IOException {
    var tree = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        tree.put(
            folder.relativize(file).toString(),
            Files.isDirectory(file)
                ? "folder"
                : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }
}
