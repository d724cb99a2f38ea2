package dev.jackdaw.benchmarks.context;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.engine.context.Chars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Trajectories of SWE-agent, {@code .traj} files: one task each, too short to fold anything, and so
 * drawn and put one behind another, as a user who has the next task does.
 */
final class Trajectory {
  static final List<String> SUFFIXES = List.of(".traj");

  private static final int[] DRAWS = {8, 16, 32};
  private static final double SECONDS_BETWEEN_STEPS = 10;
  private static final List<String> CHANGES =
      List.of("edit ", "create ", "insert ", "str_replace_editor ");

  /** A task: what was asked, and the steps taken. */
  private record Task(String problem, List<Json.Obj> steps) {}

  private Trajectory() {}

  /** Returns a session for each seed and each number of tasks. */
  static List<Sitting> draws(Path folder, int firstSeed, int lastSeed, Consumer<String> remarks)
      throws IOException {
    var tasks = new ArrayList<Task>();
    for (var file : RecordedSession.files(folder, SUFFIXES, remarks)) {
      RecordedSession.each(folder.relativize(file).toString(), file, remarks, Trajectory::task)
          .ifPresent(tasks::add);
    }
    if (tasks.isEmpty()) throw new Options.Misfit(folder + ": no .traj file with steps in it");
    var sittings = new ArrayList<Sitting>();
    for (var seed = firstSeed; seed <= lastSeed; seed++) {
      for (var count : DRAWS) sittings.add(draw(tasks, seed, count));
    }
    return sittings;
  }

  /** Returns the session of one task; nothing when there are no steps. */
  static Optional<Sitting> read(String name, String text, Consumer<String> remarks) {
    var recording = new Recording(name);
    var task = task(name, text, remarks);
    task.ifPresent(found -> add(found, 0, recording));
    return task.map(_ -> recording.sitting());
  }

  private static Optional<Task> task(String name, String text, Consumer<String> remarks) {
    try {
      var whole = Json.parseObject(text.startsWith("\ufeff") ? text.substring(1) : text);
      var steps = objects(whole.array("trajectory"));
      if (steps.isEmpty()) remarks.accept(name + ": no steps are in it; it is left out");
      return steps.isEmpty() ? Optional.empty() : Optional.of(new Task(problem(whole), steps));
    } catch (JsonException e) {
      remarks.accept(name + " is no trajectory and is left out: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the newest thing said before the first reply that is no demonstration. */
  private static String problem(Json.Obj whole) {
    var problem = "";
    for (var message : objects(whole.array("history"))) {
      var role = message.string("role", "");
      if (message.bool("is_demo", false)) continue;
      if (role.equals("assistant")) break;
      if (role.equals("user")) problem = plain(message, "content");
    }
    return problem.isEmpty() ? "Go on with the next issue." : problem;
  }

  private static List<Json.Obj> objects(List<Json> elements) {
    var objects = new ArrayList<Json.Obj>();
    for (var element : elements) if (element instanceof Json.Obj object) objects.add(object);
    return objects;
  }

  private static String plain(Json.Obj object, String name) {
    var text = new StringBuilder(object.string(name, ""));
    for (var part : objects(object.array(name))) text.append(part.string("text", ""));
    return text.toString();
  }

  private static Sitting draw(List<Task> tasks, int seed, int count) {
    var random = new Random(seed * 0x9e3779b97f4a7c15L + count);
    var recording = new Recording("trajectories-" + count + "-" + seed);
    for (var i = 0; i < count; i++) {
      var task = tasks.get(random.nextInt(tasks.size()));
      add(task, 43 * Math.exp(1.12 * random.nextGaussian()), recording);
    }
    return recording.sitting();
  }

  private static void add(Task task, double seconds, Recording recording) {
    recording.said(Chars.ofProse(task.problem()), true);
    var gap = seconds;
    for (var step : task.steps()) {
      recording.waited(gap);
      add(step, recording);
      gap = SECONDS_BETWEEN_STEPS;
    }
  }

  private static void add(Json.Obj step, Recording recording) {
    var action = plain(step, "action").strip();
    var id = String.valueOf(recording.requests());
    recording.reply("", "", Recording.Usage.NONE);
    recording.text(Chars.ofProse(step.string("thought", step.string("response", ""))));
    var changes = CHANGES.stream().anyMatch(action::startsWith);
    var words = action.split("\\s+", 4);
    var path = changes && words.length > 1 ? words[words.length > 2 && isVerb(words) ? 2 : 1] : "";
    recording.call(id, words[0], path, Chars.ofCode(action));
    var observation = plain(step, "observation");
    var failed = observation.contains("Traceback") || observation.contains("Error:");
    recording.result(id, failed, Chars.ofCode(observation + " "));
  }

  /** As in {@code str_replace_editor view PATH}. */
  private static boolean isVerb(String[] words) {
    return words[0].equals("str_replace_editor");
  }
}
