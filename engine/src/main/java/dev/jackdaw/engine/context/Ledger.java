package dev.jackdaw.engine.context;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the calls of a conversation came to, for the digest that stands for them: the newest state
 * of each file, the last end of each command, every failure that was not mended since and every
 * path that was ever changed. A function of the calls it took in, in their order. Memory grows with
 * the files that were changed and with failures that stand, not with the calls. Not thread-safe.
 */
public final class Ledger {
  /** As many lines of single calls as are kept; without all of them only merged ones are told. */
  private static final int MAX_CALLS = 200;

  private static final int MAX_SEEN_FILES = 300;
  private static final int MAX_COMMANDS = 200;
  private static final int MAX_JOBS = 64;
  private static final int MAX_OTHERS = 200;

  private final Workspace workspace;
  private final ArrayDeque<Line> calls = new ArrayDeque<>();
  private final Map<String, FileState> files = new LinkedHashMap<>();
  private final Map<String, CommandState> commands = new LinkedHashMap<>();

  /** The commands that went on in the background, by the name of their job. */
  private final Map<String, Command> jobs = new LinkedHashMap<>();

  private long last;
  private int taken;
  private int forgotten;

  /** Lines of calls of other kinds, such as searches; the newest of each. */
  private final Map<String, Line> others = new LinkedHashMap<>();

  /** A line and the number of the call that it ends with. */
  record Line(long number, String text) {
    /** Returns whether the path stands in it as a word. */
    boolean names(String path) {
      var at = text.indexOf(" " + path);
      var end = at + 1 + path.length();
      return at >= 0 && (end == text.length() || " ,:".indexOf(text.charAt(end)) >= 0);
    }
  }

  public Ledger(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Returns a ledger that goes on by itself from here. */
  public Ledger copy() {
    var copy = new Ledger(workspace);
    copy.calls.addAll(calls);
    copy.files.putAll(files);
    copy.commands.putAll(commands);
    copy.jobs.putAll(jobs);
    copy.others.putAll(others);
    copy.forgotten = forgotten;
    copy.last = last;
    copy.taken = taken;
    return copy;
  }

  /**
   * Takes in a call that ended. One whose number is not above all before is known already.
   *
   * @param effects what it was to do
   * @param line what its tool tells of it; a call without one leaves no line unless it matters
   * @param changed the paths that changed meanwhile, as in {@code Checkpoints.Found}: with a sign
   *     before each, or without
   */
  public void add(
      long number,
      Block.Call call,
      List<Effect> effects,
      ToolResult result,
      String line,
      List<String> changed) {
    if (number <= last) return;
    last = number;
    var told = new Line(number, told(number, call, result, line));
    if (!line.isEmpty() || isFailure(result)) keep(told);
    var known = addFiles(told, call, effects, result, changed) | addCommand(told, effects, result);
    if (!known && !line.isEmpty()) addOther(call.tool() + " " + line, told);
  }

  private void addOther(String key, Line told) {
    others.remove(key);
    others.put(key, told);
    if (others.size() <= MAX_OTHERS) return;
    others.remove(others.keySet().iterator().next());
    forgotten++;
  }

  private void keep(Line told) {
    taken++;
    calls.add(told);
    if (calls.size() > MAX_CALLS) calls.remove();
  }

  private static String told(long number, Block.Call call, ToolResult result, String line) {
    var status = result.details().has("exit_code") ? "" : " " + status(result.status());
    return "#" + number + " " + call.tool() + (line.isEmpty() ? "" : " " + line) + status;
  }

  private static String status(Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private boolean addFiles(
      Line told, Block.Call call, List<Effect> effects, ToolResult result, List<String> changed) {
    var named = new HashSet<String>();
    for (var file : result.details().array("files")) {
      if (!(file instanceof Json.Obj change) || change.string("path").isEmpty()) continue;
      named.add(change.string("path").get());
      update(change.string("path").get(), state -> state.edited(told, change));
    }
    var known = !named.isEmpty();
    for (var path : changed) {
      var isSigned = path.length() > 2 && "+~-".indexOf(path.charAt(0)) >= 0 && path.charAt(1) == ' ';
      var sign = isSigned ? path.charAt(0) : '~';
      var shown = isSigned ? path.substring(2) : path;
      if (named.add(shown)) update(shown, state -> state.changed(told, sign, result.isOk()));
    }
    for (var effect : effects) known |= addEffect(effect, told, call, result, named);
    forgetSeenFiles();
    return known;
  }

  private boolean addEffect(
      Effect effect, Line told, Block.Call call, ToolResult result, Set<String> named) {
    return switch (effect) {
      case Effect.Writes(var path) when isFailure(result) -> {
        update(workspace.display(path), state -> state.failed(told));
        yield true;
      }
      case Effect.Writes(var path) when result.isOk() -> {
        var shown = workspace.display(path);
        // Where nothing tells what changed, what was to be written was written.
        var untold = named.isEmpty();
        if (untold) update(shown, state -> state.changed(told, '~', true));
        files.computeIfPresent(shown, (_, state) -> state.settled());
        yield untold;
      }
      case Effect.Reads(var path) when call.tool().equals("read") && result.isOk() -> {
        update(workspace.display(path), state -> state.read(told.number()));
        yield true;
      }
      case Effect.Writes _,
          Effect.Reads _,
          Effect.Executes _,
          Effect.Connects _,
          Effect.Persists _ ->
          false;
    };
  }

  private interface Step {
    FileState from(FileState state);
  }

  private void update(String path, Step step) {
    var before = files.remove(path);
    files.put(path, step.from(before == null ? FileState.of(path) : before));
  }

  /** A file that was only looked at is the first to be forgotten. */
  private void forgetSeenFiles() {
    if (files.size() <= MAX_SEEN_FILES) return;
    var seen = files.values().stream().filter(state -> !state.matters()).toList();
    if (seen.size() <= MAX_SEEN_FILES) return;
    files.remove(seen.getFirst().path());
    forgotten++;
  }

  private static boolean isFailure(ToolResult result) {
    return switch (result.status()) {
      case FAILED, TIMED_OUT, IN_DOUBT -> true;
      case OK, INVALID, REFUSED, CANCELLED -> false;
    };
  }

  private boolean addCommand(Line told, List<Effect> effects, ToolResult result) {
    var details = result.details();
    var job = details.string("job");
    var ended = false;
    for (var effect : effects) {
      if (!(effect instanceof Effect.Executes(var text, _))) continue;
      var command = Command.of(text);
      if (!details.has("exit_code")) job.ifPresent(id -> started(id, command));
      if (!details.has("exit_code") && !isFailure(result)) continue;
      ended(command, told, result);
      ended = true;
    }
    if (effects.isEmpty() && details.has("exit_code") && job.isPresent()) {
      var command = jobs.remove(job.get());
      if (command == null) return false;
      ended(command, told, result);
      ended = true;
    }
    return ended;
  }

  private void started(String id, Command command) {
    jobs.put(id, command);
    if (jobs.size() > MAX_JOBS) jobs.remove(jobs.keySet().iterator().next());
  }

  private void ended(Command command, Line told, ToolResult result) {
    var exit = result.details().integer("exit_code", 0);
    var hidden = command.isRunner() && result.details().integer("failures", 0) > 0;
    var failed = (exit != 0 || isFailure(result)) && !command.isAnswer(exit) || hidden;
    var before = commands.remove(command.text());
    var runs = before == null ? 1 : before.runs() + 1;
    commands.put(command.text(), new CommandState(command, told, runs, failed));
    if (!failed && !command.isAnswer(exit)) mend(command);
    forgetCommands();
  }

  private void mend(Command success) {
    commands.replaceAll(
        (_, state) -> state.failed() && success.covers(state.command()) ? state.mended() : state);
  }

  private void forgetCommands() {
    if (commands.size() <= MAX_COMMANDS) return;
    var fine = commands.values().stream().filter(state -> !state.failed()).toList();
    if (fine.size() <= MAX_COMMANDS) return;
    commands.remove(fine.getFirst().command().text());
    forgotten++;
  }

  /** Returns a line for each failure that nothing has mended since, by number. */
  public List<String> failures() {
    return failureLines().stream().map(Line::text).toList();
  }

  List<Line> failureLines() {
    var lines = new LinkedHashMap<Long, Line>();
    for (var state : commands.values()) if (state.failed()) lines.put(state.number(), state.line());
    for (var state : files.values()) {
      state.failure().ifPresent(line -> lines.putIfAbsent(line.number(), line));
    }
    return sorted(new ArrayList<>(lines.values()));
  }

  /** Returns every path that was ever changed, the one that was changed last at the end. */
  public List<String> modified() {
    return modifiedFiles().stream().map(FileState::path).toList();
  }

  List<FileState> modifiedFiles() {
    return files.values().stream()
        .filter(FileState::isModified)
        .sorted(Comparator.comparingLong(FileState::modifiedBy))
        .toList();
  }

  /** Returns the lines for what may be left out. */
  List<Line> otherLines() {
    var lines = new ArrayList<>(others.values());
    for (var state : commands.values()) if (!state.failed()) lines.add(state.line());
    for (var state : files.values()) if (!state.matters()) lines.add(state.line());
    return lines;
  }

  /** Returns for how many calls and files no line is held any more. */
  int forgotten() {
    return forgotten;
  }

  /**
   * Returns what is to be told, by number: a line for each call as long as they fit, else one for
   * each file and command. The oldest of what neither changed a file nor failed are left out where
   * there is no room; failures and changed files never are, even beyond the limit.
   */
  public List<String> lines(int maxChars) {
    var complete = calls.size() == taken && modifiedFiles().stream().allMatch(FileState::isNamed);
    return complete && size(calls) <= maxChars
        ? calls.stream().map(Line::text).toList()
        : new Digesting(this, maxChars).lines();
  }

  static int size(Iterable<Line> lines) {
    var size = 0;
    for (var line : lines) size += line.text().length() + 1;
    return size;
  }

  static List<Line> sorted(List<Line> lines) {
    lines.sort(Comparator.comparingLong(Line::number));
    return lines;
  }
}
