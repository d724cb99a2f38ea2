package dev.jackdaw.tools.shell;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session. Closing it ends everything they started and that still runs, left
 * behind on purpose or not. Safe for use by several threads. Long because one lock guards what
 * starts, runs and has ended.
 */
public final class Jobs implements AutoCloseable {
  /** How many background jobs may run at once. */
  public static final int MAX_RUNNING = 8;

  /** How many finished background jobs are remembered. */
  private static final int MAX_FINISHED = 32;

  /** The variable by which the processes of a session are found again. */
  static final String MARK = "JACKDAW_JOB";

  private static final long FOREVER_NANOS = TimeUnit.DAYS.toNanos(10_000);

  /** How long closing waits for what is to be done at the end of a job. */
  private static final long ENDING_MILLIS = 30_000;

  private static final AtomicLong SESSIONS = new AtomicLong();

  private final Duration grace;
  private final String session =
      ProcessHandle.current().pid()
          + "-"
          + Long.toString(System.nanoTime() & Long.MAX_VALUE, 36)
          + "-"
          + SESSIONS.incrementAndGet();

  private final List<Job> open = new ArrayList<>();
  private final List<Thread> endings = new ArrayList<>();
  private final List<Job> recalled = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();
  private final Map<Job, JobFolder.Entry> entries = new WeakHashMap<>();
  private final LinkedHashMap<String, Job> background = new LinkedHashMap<>();
  private ProcessTable.@Nullable Horizon horizon;
  private int commands;
  private int named;
  private boolean closed;
  private final Optional<Custody> custody;
  private final JobOptions options;

  public Jobs() {
    this(JobOptions.STANDARD);
  }

  public Jobs(JobOptions options) {
    this(ProcessTree.GRACE, options);
  }

  /** Makes the jobs of a session whose processes have that long to end once they are asked to. */
  Jobs(Duration grace, JobOptions options) {
    this.grace = grace;
    this.options = options;
    this.custody = options.state().map(folder -> new Custody(new JobFolder(folder), session));
  }

  Patience patience() {
    return options.patience();
  }

  /**
   * What is to be started.
   *
   * @param line the program, absolute, and its arguments
   * @param command as the model put it
   * @param origin of what it prints
   * @param isHeld whether what it writes counts only later
   */
  record Order(
      Launcher launcher,
      List<String> line,
      String command,
      Path directory,
      Map<String, String> environment,
      Label origin,
      boolean isHeld) {}

  /** Starts a command that the caller will wait for, {@link #adopt} or kill. */
  synchronized Job start(Order order, ToolContext context) throws IOException {
    if (closed) throw new IOException("the session is closed; no command can be started");
    open.removeIf(Job::isOver);
    var entry = custody.isPresent() ? custody.get().next(context) : null;
    var kept = entry != null && options.keptAfterCrash() && order.launcher().canOutlive();
    // The watchdog ends what has a number behind the full stop.
    var number = entry == null ? ++commands : entry.number();
    var mark = session + "." + (kept ? "k" : "") + number;
    var marked = new HashMap<>(order.environment());
    marked.put(MARK, mark);
    var forks = horizon == null ? ProcessTable.forksSoFar() : 0;
    var process = order.launcher().start(request(order, mark, marked, entry, kept));
    var since = horizon == null ? new ProcessTable.Horizon(process.pid(), forks) : horizon;
    horizon = since;
    Body body = new Body.Child(process);
    if (entry != null) {
      try {
        var start = custody.get().take(entry, process, order, context, mark, kept);
        if (kept) body = new KeptBody(entry, start, process);
      } catch (IOException e) {
        process.destroyForcibly();
        throw e;
      }
    }
    var tree =
        new ProcessTree(
            List.of(process.toHandle()), MARK + "=" + mark + "\0", Brand.ofCommand(mark), since);
    var copied = kept ? null : entry;
    var job = new Job(body, tree, grace, context.blobs(), order, copied, System.nanoTime());
    open.add(job);
    if (entry != null) entries.put(job, entry);
    job.begin();
    return job;
  }

  private static Launcher.Request request(
      Order order,
      String mark,
      Map<String, String> environment,
      JobFolder.@Nullable Entry entry,
      boolean kept) {
    var brand = Brand.of(mark);
    var line =
        entry == null
            ? Gate.before(brand, order.line())
            : kept ? Gate.keeping(brand, order.line()) : Gate.supervising(brand, order.line());
    return new Launcher.Request(
        line,
        order.directory(),
        environment,
        kept && entry != null ? Optional.of(entry.outputFile()) : Optional.empty(),
        Optional.ofNullable(entry).map(JobFolder.Entry::recordFile));
  }

  /**
   * Takes up the commands of a process of this session that was killed: those that were kept, and
   * what there is to see of its background jobs. Called before the session is opened.
   */
  public synchronized void recall(Blobs blobs) {
    if (custody.isEmpty()) return;
    for (var entry : custody.get().folder().entries()) {
      var record = entry.record();
      if (record.isEmpty()) continue;
      var kept = record.get().start().kept() && record.get().exit().isEmpty();
      if (!kept && record.get().name().isEmpty()) continue;
      recall(entry, record.get(), blobs);
    }
  }

  /** A background job that ran when the process before was killed, and the call it is of. */
  public final class Left {
    private final JobRecord.Start start;
    private final Job job;

    private Left(JobRecord.Start start, Job job) {
      this.start = start;
      this.job = job;
    }

    public AgentId agent() {
      return start.agent();
    }

    public CallId call() {
      return start.call();
    }

    /** Returns whether it still runs, because it was to. */
    public boolean goesOn() {
      return !job.isOver();
    }

    /** Has something done once it is over. */
    public void whenOver(Runnable deed) {
      Jobs.this.whenOver(job, deed);
    }
  }

  /** Returns the background jobs that ran when the process before was killed, oldest first. */
  public synchronized List<Left> left() {
    return List.copyOf(left);
  }

  private void recall(JobFolder.Entry entry, JobRecord record, Blobs blobs) {
    var start = record.start();
    var body = new KeptBody(entry, start, null);
    var roots = body.handle().stream().toList();
    if (roots.isEmpty() && record.name().isEmpty()) return;
    var order =
        new Order(
            Launcher.unconfined(),
            List.of(),
            start.command(),
            Path.of("/"),
            Map.of(),
            start.origin(),
            false);
    var tree =
        new ProcessTree(
            roots,
            MARK + "=" + start.mark() + "\0",
            Brand.ofCommand(start.mark()),
            ProcessTable.ALL);
    var ago = Math.max(0, System.currentTimeMillis() - start.at().toEpochMilli());
    var began = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ago);
    var job = new Job(body, tree, grace, blobs, order, null, began);
    if (record.ending() || roots.isEmpty() && record.exit().isEmpty()) job.wasKilled();
    if (!start.kept() && !roots.isEmpty()) job.kill();
    job.begin();
    recalled.add(job);
    if (record.ending() || record.gone() || start.kept() || !roots.isEmpty())
      left.add(new Left(start, job));
    var id = record.name().isEmpty() ? "" : record.name();
    if (id.isEmpty()) {
      id = adopt(job);
      name(entry, id);
    } else {
      background.put(id, job);
      named = Math.max(named, Integer.parseInt(id.substring(2)));
    }
    entries.put(job, entry);
  }

  private static void name(JobFolder.Entry entry, String id) {
    try {
      entry.append("name " + id + "\n");
    } catch (IOException _) {
      // A later process will not know it by its name.
    }
  }

  /** Returns what became of a call that was lost with the process it ran in, if that is known. */
  public Optional<ToolResult> lost(AgentId agent, CallId call) {
    return custody
        .flatMap(of -> of.folder().find(agent, call))
        .flatMap(entry -> stillRunning(entry).or(() -> LostCall.result(entry)));
  }

  private synchronized Optional<ToolResult> stillRunning(JobFolder.Entry entry) {
    for (var job : background.entrySet()) {
      var own = entries.get(job.getValue());
      if (own == null || own.number() != entry.number() || job.getValue().isOver()) continue;
      return Optional.of(LostCall.goingOn(entry, job.getKey()));
    }
    return Optional.empty();
  }

  /** The result of the call is kept elsewhere. */
  public void settled(AgentId agent, CallId call) {
    custody.ifPresent(of -> of.folder().settled(agent, call));
  }

  /** Returns whether one more background job may run. */
  synchronized boolean hasRoom() {
    return background.values().stream().filter(job -> !job.isOver()).count() < MAX_RUNNING;
  }

  /** Lets the job go on by itself and returns its name. */
  synchronized String adopt(Job job) {
    var id = "bg" + ++named;
    background.put(id, job);
    var entry = entries.get(job);
    if (entry != null) name(entry, id);
    if (background.size() > MAX_RUNNING + MAX_FINISHED) forgetOldest();
    return id;
  }

  private void forgetOldest() {
    for (var entries = background.values().iterator(); entries.hasNext(); ) {
      if (entries.next().isOver()) {
        entries.remove();
        return;
      }
    }
  }

  synchronized boolean isInBackground(Job job) {
    return background.containsValue(job);
  }

  /** Settles what a background job wrote once it is over, as a step of the call it is of. */
  void settleLater(Job job, Settlement settlement, ToolContext context) {
    job.settling();
    whenOver(job, () -> settle(job, settlement, context));
  }

  /** What the command wrote is about to be brought to the workspace. */
  synchronized void applying(Job job) {
    var entry = entries.get(job);
    if (entry == null) return;
    try {
      entry.append(JobRecord.APPLYING + "\n");
    } catch (IOException _) {
      // After a kill it is said that it did not count, beside what did.
    }
  }

  private void settle(Job job, Settlement settlement, ToolContext context) {
    var said = new String[] {""};
    try {
      // Nothing may write any more; what it left behind ends with it.
      if (job.endRest()) Thread.currentThread().interrupt();
      context.later(() -> said[0] = settlement.settleLate(job.succeeded(), () -> applying(job)));
    } catch (IOException e) {
      settlement.close();
      said[0] = "What it wrote was discarded, because it could not be undone: " + e.getMessage();
    } catch (InterruptedException _) {
      settlement.close();
      Thread.currentThread().interrupt();
    } finally {
      job.settled(said[0]);
    }
  }

  /** Does something when the job is over; closing waits for that. */
  synchronized void whenOver(Job job, Runnable deed) {
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("end of a job")
            .unstarted(() -> {
              try {
                job.awaitOver(System.nanoTime() + FOREVER_NANOS);
                deed.run();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    endings.add(thread);
    endings.removeIf(one -> one.getState() == Thread.State.TERMINATED);
    thread.start();
  }

  /** Returns the background job of that name. */
  synchronized Optional<Job> named(String id) {
    return Optional.ofNullable(background.get(id));
  }

  /** Returns what to tell the model that asked for a job there is not. */
  synchronized ToolResult unknown(String id) {
    if (background.isEmpty()) return ToolResult.failed("There is no background job.");
    var known = background.keySet();
    return ToolResult.failed(
        "There is no background job \""
            + id
            + "\""
            + Nearest.hint(id, known)
            + " Known: "
            + String.join(", ", known)
            + ".");
  }

  /** Returns the names of the background jobs that still run, oldest first. */
  public synchronized List<String> running() {
    var names = new ArrayList<String>();
    background.forEach((name, job) -> {
      if (!job.isOver()) names.add(name);
    });
    return names;
  }

  /** Returns a line for each background job that still runs, oldest first. */
  public synchronized List<String> standing() {
    var lines = new ArrayList<String>();
    background.forEach((name, job) -> {
      if (!job.isOver()) lines.add(name + ": " + job.title() + " (bash_output shows its output)");
    });
    return lines;
  }

  /** Returns a line for each background job, oldest first. */
  public synchronized List<String> list() {
    var lines = new ArrayList<String>();
    background.forEach((name, job) ->
        lines.add(name + " " + BashOutput.describe(job.state()) + ": " + job.title()));
    return lines;
  }

  /** A background job, for people. */
  public record Glance(String id, String about, boolean isRunning) {}

  /** Returns the background jobs, oldest first. */
  public synchronized List<Glance> glance() {
    var all = new ArrayList<Glance>();
    background.forEach((name, job) ->
        all.add(
            new Glance(
                name, BashOutput.describe(job.state()) + ": " + job.title(), !job.isOver())));
    return all;
  }

  /** Returns what is kept of the output of a job; the model is told of it all the same. */
  public String output(String id) {
    var job = named(id);
    if (job.isEmpty()) return "There is no background job " + id + ".";
    var piece = job.get().since(0);
    var end = new String(piece.last(), StandardCharsets.UTF_8);
    return new String(piece.first(), StandardCharsets.UTF_8)
        + (piece.omitted() > 0 ? "\n[" + piece.omitted() + " bytes left out]\n" : "")
        + end;
  }

  /** Ends a job because a person wants it; returns what became of it. */
  public String stop(String id) {
    var job = named(id);
    if (job.isEmpty()) return "There is no background job " + id + ".";
    var wasOver = job.get().isOver();
    if (job.get().kill()) Thread.currentThread().interrupt();
    return id
        + " "
        + BashOutput.describe(job.get().state())
        + (wasOver ? ". It was over already." : ".");
  }

  /** Returns what to tell the model of jobs that are over since it was last told of them. */
  public synchronized List<String> notices() {
    var notices = new ArrayList<String>();
    background.forEach((name, job) -> {
      if (!job.isOver() || !job.tell()) return;
      notices.add(
          "Background job "
              + name
              + " "
              + BashOutput.describe(job.state())
              + " ("
              + job.title()
              + ")."
              + (job.epilogue().isEmpty() ? "" : " " + job.epilogue())
              + " bash_output shows what it printed.");
    });
    return notices;
  }

  /**
   * Ends everything the session's commands started, within about {@link ProcessTree#GRACE}. Closing
   * twice does nothing. An interruption shortens the grace and is kept.
   */
  @Override
  public void close() {
    List<Job> left;
    ProcessTable.Horizon since;
    synchronized (this) {
      if (closed) return;
      closed = true;
      left = List.copyOf(open);
      since = horizon;
    }
    for (var job : recalled) if (!job.isOver() && job.kill()) Thread.currentThread().interrupt();
    if (since == null) {
      custody.ifPresent(Custody::close);
      return;
    }
    var roots =
        left.stream().filter(job -> !job.isOver()).flatMap(job -> job.handle().stream()).toList();
    var brand = Brand.ofSession(session);
    var interrupted = new ProcessTree(roots, MARK + "=" + session + ".", brand, since).end(grace);
    interrupted |= awaitOutput(left);
    interrupted |= awaitEndings();
    custody.ifPresent(Custody::close);
    if (interrupted) Thread.currentThread().interrupt();
  }

  private boolean awaitEndings() {
    List<Thread> left;
    synchronized (this) {
      left = List.copyOf(endings);
    }
    try {
      for (var ending : left) ending.join(ENDING_MILLIS);
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  /** Gives what was printed last the time to be stored. */
  private static boolean awaitOutput(List<Job> jobs) {
    var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
    try {
      for (var job : jobs) job.awaitOver(until);
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }
}
