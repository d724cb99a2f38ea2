package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a shell command in the working directory, each time in a fresh shell.
 *
 * <p>A call that is interrupted ends the command and everything it started, then returns what there
 * was as a {@link Status#CANCELLED} result. The interruption is consumed by that: the flag is not
 * set again, and {@code InterruptedException} is thrown only when nothing was started yet. A second
 * interruption cuts the grace that processes have to end by themselves.
 */
abstract class ShellTool<R extends Record> extends RecordTool<R> {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int MAX_TIMEOUT_SECONDS = 600;

  /** Linux takes no single argument of 128 KiB or more. */
  private static final int MAX_COMMAND_BYTES = 100_000;

  private static final Duration SCREEN_INTERVAL = Duration.ofMillis(50);
  private static final int SUMMARY_CHARS = 80;
  private static final Pattern SLEEP =
      Pattern.compile("(?:^|[;&|({\n]|\\b(?:do|then|else)\\s)\\s*sleep\\s");

  /** What is to be run, and how. */
  record Wish(
      String command,
      Optional<Integer> timeoutSeconds,
      Optional<Boolean> runInBackground,
      Launcher launcher) {}

  /**
   * Checks what a model sent.
   *
   * @throws IllegalArgumentException saying what to do instead
   */
  static void check(String command, Optional<Integer> timeoutSeconds) {
    if (command.isBlank()) throw new IllegalArgumentException("\"command\" is empty");
    if (command.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("\"command\" must not hold a NUL character");
    }
    if (command.getBytes(StandardCharsets.UTF_8).length > MAX_COMMAND_BYTES) {
      throw new IllegalArgumentException(
          "\"command\" is longer than "
              + MAX_COMMAND_BYTES
              + " bytes; write it to a file and run that");
    }
    int seconds = timeoutSeconds.orElse(1);
    if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
      throw new IllegalArgumentException(
          "\"timeout_seconds\" must be from 1 to "
              + MAX_TIMEOUT_SECONDS
              + ", was "
              + seconds
              + "; for longer work set run_in_background");
    }
  }

  private final Jobs jobs;
  private final Map<String, String> own;
  private final ChildEnvironment.Settings settings;
  private final Function<String, Label> origins;
  private final Optional<Starting.Transactions> transactions;
  private volatile @Nullable Place place;

  /** Where commands of a workspace run, and with what. */
  private record Place(Workspace workspace, ChildEnvironment environment, Shell shell) {}

  /** {@code origins} tells whose words a command prints. */
  ShellTool(
      String name,
      Class<R> input,
      Jobs jobs,
      Map<String, String> own,
      ChildEnvironment.Settings settings,
      Function<String, Label> origins,
      Optional<Starting.Transactions> transactions) {
    super(name, input);
    this.transactions = transactions;
    this.origins = origins;
    this.jobs = jobs;
    this.own = own;
    this.settings = settings;
  }

  abstract Wish wish(R input);

  /** Returns what else a model should know of a command that failed; empty for nothing. */
  String hint(String end) {
    return "";
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  /** A command that sleeps first, or between two looks, waits for something. */
  @Override
  public boolean expectsRepeat(R input) {
    return SLEEP.matcher(wish(input).command()).find();
  }

  @Override
  public String summary(R input, Workspace workspace) {
    return firstLine(wish(input).command());
  }

  @Override
  public String ledger(R input, ToolResult result, Workspace workspace) {
    return JobLine.of(wish(input).command(), result);
  }

  /** Returns the beginning of a command, in one line. */
  static String firstLine(String whole) {
    var command = whole.strip();
    var lineEnd = command.indexOf('\n');
    var line = lineEnd < 0 ? command : command.substring(0, lineEnd);
    if (line.length() <= SUMMARY_CHARS) return lineEnd < 0 ? line : line + " …";
    var end = Character.isHighSurrogate(line.charAt(SUMMARY_CHARS - 1)) ? 1 : 0;
    return line.substring(0, SUMMARY_CHARS - end) + "…";
  }

  @Override
  public ToolResult call(R input, ToolContext context) throws IOException, InterruptedException {
    return run(wish(input), context);
  }

  private ToolResult run(Wish input, ToolContext context) throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var directory = context.workspace().directory();
    if (!Files.isDirectory(directory)) {
      return ToolResult.failed("The working directory " + directory + " is no longer there.");
    }
    try (var start = Rush.OF_THIS_PROCESS.enter()) {
      return input.runInBackground().orElse(false)
          ? startInBackground(input, context)
          : runAndWait(input, context, start);
    }
  }

  private ToolResult runAndWait(Wish input, ToolContext context, Rush.Start start)
      throws IOException {
    var timeout = timeout(input, context);
    var settlement = hold(context);
    var job = start(input, context, settlement);
    var done = false;
    try {
      var result = follow(job, new Wait(timeout, untilBackground(input)), context, start);
      done = true;
      return settled(result, job, settlement, context);
    } finally {
      if (!done && job.kill()) Thread.currentThread().interrupt();
      if (!done) settlement.ifPresent(Settlement::close);
    }
  }

  private Optional<Settlement> hold(ToolContext context) throws IOException {
    if (transactions.isEmpty()) return Optional.empty();
    var hold = transactions.get().holding().begin(context.workspace());
    return Optional.of(new Settlement(transactions.get(), hold, context.workspace()));
  }

  /** What goes on is settled when it ends; what is held must not be written to any more. */
  private ToolResult settled(
      ToolResult result, Job job, Optional<Settlement> settlement, ToolContext context) {
    if (jobs.isInBackground(job)) {
      follow(job, settlement, context);
      return settlement.isEmpty() ? result : Settlement.later(result);
    }
    if (settlement.isEmpty()) return result;
    if (job.endRest()) Thread.currentThread().interrupt();
    return settlement.get().settle(Settlement.explained(result), context, () -> jobs.applying(job));
  }

  private void follow(Job job, Optional<Settlement> settlement, ToolContext context) {
    if (settlement.isPresent()) jobs.settleLater(job, settlement.get(), context);
    else jobs.whenOver(job, context.outliving());
  }

  static Duration timeout(Wish input, ToolContext context) {
    if (input.timeoutSeconds().isPresent()) return Duration.ofSeconds(input.timeoutSeconds().get());
    return context.deadline().compareTo(TIMEOUT) < 0 ? context.deadline() : TIMEOUT;
  }

  private ToolResult startInBackground(Wish input, ToolContext context) throws IOException {
    if (!jobs.hasRoom()) {
      return ToolResult.failed(
          "Not started: "
              + Jobs.MAX_RUNNING
              + " background jobs run already ("
              + String.join(", ", jobs.running())
              + "). End one with bash_kill.");
    }
    var settlement = hold(context);
    var job = start(input, context, settlement);
    var id = jobs.adopt(job);
    follow(job, settlement, context);
    var result =
        ToolResult.ok("Started as " + id + ".", Label.JACKDAW)
            .withDetails(Json.object().put("job", id).build());
    return settlement.isEmpty() ? result : Settlement.later(result);
  }

  private Job start(Wish input, ToolContext context, Optional<Settlement> settlement)
      throws IOException {
    var started = false;
    try {
      var launcher = launcher(input, settlement, context.workspace());
      var job = start(input, context, launcher, settlement.isPresent());
      started = true;
      return job;
    } finally {
      if (!started) settlement.ifPresent(Settlement::close);
    }
  }

  private static Launcher launcher(
      Wish input, Optional<Settlement> settlement, Workspace workspace) {
    return settlement.isEmpty()
        ? input.launcher()
        : input.launcher().under(settlement.get().cover(workspace.directory()));
  }

  private Job start(Wish input, ToolContext context, Launcher launcher, boolean isHeld)
      throws IOException {
    var here = placeOf(context.workspace());
    return jobs.start(
        new Jobs.Order(
            launcher,
            here.shell().running(input.command()),
            input.command(),
            here.workspace().directory(),
            here.environment().variables(),
            origins.apply(input.command()),
            isHeld),
        context);
  }

  private Place placeOf(Workspace workspace) throws IOException {
    var known = place;
    if (known != null && known.workspace() == workspace) return known;
    var environment = ChildEnvironment.of(own, workspace, settings);
    var found = new Place(workspace, environment, Shell.find(environment.path()));
    place = found;
    return found;
  }

  /** How long a command is followed: to its time limit, or until it goes on by itself. */
  private record Wait(Duration timeout, Optional<Duration> background) {}

  /** A limit that the model set itself is kept to. */
  private Optional<Duration> untilBackground(Wish input) {
    var after = jobs.patience().background();
    return input.timeoutSeconds().isPresent() || after.isZero()
        ? Optional.empty()
        : Optional.of(after);
  }

  private ToolResult follow(Job job, Wait wait, ToolContext context, Rush.Start start)
      throws IOException {
    var relay = new Relay(context::progress);
    var silence = new Silence(jobs.patience().silence(), context::progress);
    var begun = System.nanoTime();
    var deadline = begun + wait.timeout().toNanos();
    var background = begun + wait.background().orElse(wait.timeout()).toNanos();
    try {
      job.awaitSettled(begun + SCREEN_INTERVAL.toNanos());
      start.close();
      while (!job.isSettled()) {
        var now = System.nanoTime();
        if (now - deadline >= 0) return timedOut(job, wait.timeout(), context);
        if (job.takeRelease() && jobs.hasRoom()) {
          var after = Duration.ofNanos(now - begun).toSeconds();
          return goesOn(
              job, "The user wants nobody to wait for it: after " + after + " s it", context);
        }
        if (wait.background().isPresent() && now - background >= 0 && jobs.hasRoom()) {
          var after = wait.background().get().toSeconds();
          return goesOn(job, "It still runs after " + after + " s and", context);
        }
        var until =
            wait.background().isPresent() && jobs.hasRoom()
                ? Math.min(deadline, background)
                : deadline;
        job.awaitMoreThan(relay.seen(), Math.min(until, now + silence.left(relay.seen(), now)));
        relay.pass(job.since(relay.shown()));
        job.awaitSettled(Math.min(until, System.nanoTime() + SCREEN_INTERVAL.toNanos()));
      }
    } catch (InterruptedException _) {
      return cancelled(job, context);
    }
    relay.passRest(job.since(relay.shown()));
    return finished(job, context);
  }

  private ToolResult goesOn(Job job, String why, ToolContext context) {
    var piece = job.since(0);
    var id = jobs.adopt(job);
    job.looked(piece.end());
    var report = new Report(job, piece, context);
    if (!report.hasOutput()) report.note("(no output yet)");
    return report
        .detail("job", id)
        .note(
            why
                + " goes on in the background as "
                + id
                + ". bash_output shows what it prints from here on and can wait for its end;"
                + " bash_kill ends it. A notice comes when it is over.")
        .as(Status.OK);
  }

  private static ToolResult timedOut(Job job, Duration timeout, ToolContext context) {
    if (job.kill()) Thread.currentThread().interrupt();
    return new Report(job, job.since(0), context)
        .note(
            "Ended after "
                + timeout.toSeconds()
                + " s, its time limit. Allow more with timeout_seconds (at most "
                + MAX_TIMEOUT_SECONDS
                + "), or set run_in_background and look with bash_output.")
        .as(Status.TIMED_OUT);
  }

  private static ToolResult cancelled(Job job, ToolContext context) {
    var _ = job.kill();
    return new Report(job, job.since(0), context)
        .note("The user interrupted the command; it was ended.")
        .as(Status.CANCELLED);
  }

  private ToolResult finished(Job job, ToolContext context) throws IOException {
    var state = job.state();
    var code = state.exit().orElseThrow();
    var piece = job.since(0);
    var report = new Report(job, piece, context);
    if (!report.hasOutput()) report.note("(no output)");
    if (code == 0 && JobLine.mayHideFailure(job.command())) report.hiddenFailures(job.failures());
    if (code != 0) {
      var workspace = context.workspace();
      var path = placeOf(workspace).environment().path();
      report.note(ExitCode.explain(code, report.end(), path, workspace.directory()));
      var hint = hint(report.end());
      if (!hint.isEmpty()) report.note(hint);
    }
    if (!state.outputEnded()) {
      var id = jobs.adopt(job);
      job.looked(piece.end());
      report.detail("job", id);
      report.note(
          "The command is done, but something it started still runs and may print more: it is now "
              + id
              + ".");
    }
    return report.as(code == 0 ? Status.OK : Status.FAILED);
  }
}
