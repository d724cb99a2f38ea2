package dev.jackdaw.lsp;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.lsp.protocol.Connection;
import dev.jackdaw.lsp.protocol.Finding;
import dev.jackdaw.lsp.protocol.Listener;
import dev.jackdaw.lsp.protocol.ServerException;
import dev.jackdaw.lsp.protocol.Uris;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server for one folder, started with the first thing it is asked. All it is told and asked goes
 * through one thread of its own, so that a server which does not read or answer holds up that
 * thread and nobody else. One that ends is started again, a few times and ever later. Long because
 * the states of one process, and all that changes them, are kept together.
 */
final class RunningServer implements AutoCloseable {
  private static final int MOST_FAILURES = 3;
  private static final int MOST_DOCUMENTS = 100;
  private static final int MOST_OTHERS = 2_000;
  private static final int MOST_FINDINGS_OF_OTHERS = 100;
  private static final System.Logger LOG = System.getLogger(RunningServer.class.getName());

  /** How it stands. */
  enum State {
    IDLE,
    STARTING,
    READY,
    FAILED,
    GIVEN_UP,
    CLOSED
  }

  /** Hears what is new in files that nobody waits for, and that the server stands otherwise. */
  interface Late {
    void found(Path file, List<Problem> problems);

    default void changed() {}
  }

  /** Something to be asked of a server that is ready. */
  interface Question<T> {
    T ask(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSpec spec;
  private final Path root;
  private final Surroundings around;
  private final Late late;
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Map<Path, Document> documents = new ConcurrentHashMap<>();
  private final Map<Path, Document> others = new ConcurrentHashMap<>();
  private @Nullable Thread worker; // guarded by this
  private volatile State state = State.IDLE;
  private volatile @Nullable Connection connection;
  private volatile @Nullable Process process;
  private volatile String trouble = "";
  private volatile boolean quiet;
  private volatile boolean behind;
  private volatile boolean broken;
  private volatile boolean busy;
  private volatile long used = System.nanoTime();
  private final AtomicInteger starts = new AtomicInteger();
  private int failures; // of the worker
  private long notBefore; // of the worker

  RunningServer(ServerSpec spec, Path root, Surroundings around, Late late) {
    this.spec = spec;
    this.root = root;
    this.around = around;
    this.late = late;
  }

  ServerSpec spec() {
    return spec;
  }

  Path root() {
    return root;
  }

  State state() {
    return state;
  }

  boolean isRunning() {
    return state == State.STARTING || state == State.READY;
  }

  /** Returns how long nobody has asked anything; no time at all while it has something to do. */
  Duration unusedFor() {
    return work.isEmpty() && !busy ? Duration.ofNanos(System.nanoTime() - used) : Duration.ZERO;
  }

  /** Ends its process until it is asked again, unless it has something to do. */
  void rest() {
    if (!isRunning()) return;
    submit(
        () -> {
          if (!work.isEmpty() || !isRunning()) return;
          starts.incrementAndGet();
          become(State.IDLE);
          documents.clear();
          others.clear();
          end();
        },
        () -> {});
  }

  /** Returns how it stands, where somebody who waits would want to know. */
  Optional<String> standing() {
    return switch (state) {
      case STARTING -> Optional.of(spec.name() + " starts");
      case READY -> behind ? Optional.of(spec.name() + " is busy") : Optional.empty();
      case FAILED, GIVEN_UP -> Optional.of(spec.name() + " failed");
      case IDLE, CLOSED -> Optional.empty();
    };
  }

  /** Returns why it does not run; empty when it does. */
  String trouble() {
    return trouble;
  }

  Optional<Process> process() {
    return Optional.ofNullable(process).filter(Process::isAlive);
  }

  /** Tells the server of a change; what is new is found later, nothing when it does not work. */
  CompletableFuture<List<Problem>> check(
      Path file, @Nullable String before, @Nullable String after) {
    used = System.nanoTime();
    var found = new CompletableFuture<List<Problem>>();
    submit(() -> perform(new Check(file, before, after, found)), () -> found.complete(List.of()));
    return found;
  }

  /** Returns whether the server looks at the file for how it is built. */
  boolean isMarker(Path file) {
    return file.startsWith(root) && spec.markers().contains(String.valueOf(file.getFileName()));
  }

  /** Tells of a file that others changed; one that does not run will read it anyway. */
  void changed(Path file) {
    if (state != State.READY || !file.startsWith(root)) return;
    submit(
        () -> {
          try {
            tellOf(file, started());
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a language server was not told of a file", e);
          }
        },
        () -> {});
  }

  private void tellOf(Path file, Connection to) {
    var now = LanguageServers.text(file);
    var document = documents.get(file);
    if (document == null || now == null) {
      if (document != null) {
        documents.remove(file);
        to.closeDocument(document.uri());
      }
      var change = now == null ? Connection.Change.DELETED : Connection.Change.CHANGED;
      to.changed(Map.of(Uris.of(file), change));
    } else if (!now.equals(document.text())) {
      to.change(document.uri(), document.sent(now), now);
      to.save(document.uri(), now);
    }
  }

  /** Returns whether an edit already waited in vain for what the server has not finished yet. */
  boolean isBehind() {
    return behind;
  }

  /** Says that an edit waited in vain: others do not until the server has caught up. */
  void fellBehind() {
    behind = true;
    late.changed();
  }

  private void caughtUp() {
    if (!behind) return;
    behind = false;
    late.changed();
  }

  /** Asks something, after all that was said before. */
  <T> CompletableFuture<T> ask(Question<T> question) {
    used = System.nanoTime();
    var answer = new CompletableFuture<T>();
    submit(
        () -> {
          try {
            answer.complete(question.ask(started()));
          } catch (IOException e) {
            answer.completeExceptionally(e);
          }
        },
        () -> answer.completeExceptionally(new ServerException("it is not there any more")));
    return answer;
  }

  /** Returns how long a question may take. */
  Duration answerTime() {
    return around.timing().answer();
  }

  private interface Job {
    void run() throws InterruptedException;
  }

  private synchronized void submit(Job job, Runnable otherwise) {
    if (state == State.CLOSED) {
      otherwise.run();
      return;
    }
    work.add(() -> {
      try {
        job.run();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // The thread has to live on for what comes next.
        LOG.log(System.Logger.Level.WARNING, "asking a language server", e);
      } finally {
        otherwise.run();
      }
    });
    if (worker != null) return;
    worker = around.threads().newThread(this::work);
    worker.start();
  }

  private void work() {
    try {
      while (state != State.CLOSED) {
        var next = work.take();
        busy = true;
        next.run();
        busy = false;
      }
    } catch (InterruptedException _) {
      // It is closed.
    }
    for (var left = work.poll(); left != null; left = work.poll()) {
      Thread.currentThread().interrupt();
      left.run();
    }
  }

  private void perform(Check check) throws InterruptedException {
    try {
      var to = started();
      var document = documents.get(check.file());
      if (document == null) {
        document = opened(to, check);
      } else if (!Objects.equals(document.text(), check.before())) {
        catchUp(to, document, check.before());
      }
      var found = told(to, document, check.after());
      if (work.isEmpty()) caughtUp();
      check.found().complete(found);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a language server was not told of a change", e);
    }
  }

  /** Opens a document as it was before the change, so that what was wrong before is known. */
  private Document opened(Connection to, Check check) throws IOException, InterruptedException {
    if (documents.size() >= MOST_DOCUMENTS) forgetOne(to);
    var document = new Document(check.file(), Uris.of(check.file()));
    var before = check.before() == null ? "" : check.before();
    documents.put(check.file(), document);
    if (check.before() == null) to.changed(Map.of(document.uri(), Connection.Change.CREATED));
    document.await();
    var language = spec.language(check.file()).orElse("plaintext");
    to.open(document.uri(), language, document.sent(before), before);
    if (check.before() == null) {
      var _ = document.arrived();
    } else {
      var _ =
          settle(
              to,
              document,
              documents.size() == 1 ? around.timing().first() : around.timing().baseline());
    }
    return document;
  }

  private void forgetOne(Connection to) {
    var oldest = documents.values().iterator().next();
    documents.remove(oldest.path());
    to.closeDocument(oldest.uri());
  }

  /** Others changed the file since: what is wrong by them is no news of this change. */
  private void catchUp(Connection to, Document document, @Nullable String before)
      throws IOException, InterruptedException {
    var text = before == null ? "" : before;
    document.await();
    to.change(document.uri(), document.sent(text), text);
    var _ = settle(to, document, around.timing().baseline());
  }

  private List<Problem> told(Connection to, Document document, @Nullable String after)
      throws IOException, InterruptedException {
    if (after == null) {
      documents.remove(document.path());
      to.closeDocument(document.uri());
      to.changed(Map.of(document.uri(), Connection.Change.DELETED));
      return List.of();
    }
    document.await();
    to.change(document.uri(), document.sent(after), after);
    to.save(document.uri(), after);
    var found = settle(to, document, around.timing().answer());
    quiet = true;
    return found;
  }

  /** Waits for what the server has to say of a text, and returns what is new in it. */
  private List<Problem> settle(Connection to, Document document, Duration time)
      throws IOException, InterruptedException {
    if (to.pulls()) {
      document.pulled(pull(to, document));
    } else {
      var _ = document.settled(time.toNanos());
    }
    requireAlive();
    return document.arrived();
  }

  private List<Finding> pull(Connection to, Document document)
      throws IOException, InterruptedException {
    for (var tries = 0; ; tries++) {
      try {
        return to.pull(document.uri(), around.timing().answer());
      } catch (ServerException e) {
        if (!e.isPassing() || tries == 5) throw e;
        TimeUnit.MILLISECONDS.sleep(50L << tries);
      }
    }
  }

  private void requireAlive() throws ServerException {
    if (broken || state != State.READY) throw new ServerException(trouble);
  }

  /** Returns the connection, which is made when there is none. */
  private Connection started() throws IOException, InterruptedException {
    var there = connection;
    if (broken) failed(trouble);
    if (state == State.READY && there != null) return there;
    if (state == State.GIVEN_UP || state == State.CLOSED) throw new ServerException(trouble);
    if (System.nanoTime() - notBefore < 0) throw new ServerException(trouble);
    documents.clear();
    others.clear();
    quiet = false;
    broken = false;
    if (!become(State.STARTING)) throw new ServerException(trouble);
    trouble = "";
    try {
      var begun = around.starter().start(spec, root);
      process = begun;
      if (state == State.CLOSED) throw new InterruptedException();
      var place = new Connection.Place(root, spec.options(), spec.settings(), around.version());
      var made =
          new Connection(begun, place, new Heard(starts.incrementAndGet()), around.threads());
      connection = made;
      made.initialize(around.timing().start());
      if (broken || state != State.STARTING) throw new ServerException(trouble);
      if (!become(State.READY)) throw new InterruptedException();
      return made;
    } catch (InterruptedException e) {
      end();
      throw e;
    } catch (Starter.RefusedException e) {
      become(State.GIVEN_UP);
      trouble = String.valueOf(e.getMessage());
      around
          .warnings()
          .accept("the language server " + spec.name() + " is not used: " + trouble + ".");
      throw e;
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Returns whether it is so now; what is closed stays closed. */
  private boolean become(State next) {
    synchronized (this) {
      if (state == State.CLOSED) return false;
      state = next;
    }
    late.changed();
    return true;
  }

  /** Ends what is left of it and counts; called by the worker. */
  private void failed(String why) {
    if (state == State.CLOSED || state == State.GIVEN_UP) return;
    failures++;
    broken = false;
    starts.incrementAndGet();
    end();
    trouble = trouble.isEmpty() ? why : trouble;
    notBefore =
        System.nanoTime() + around.timing().backoff().multipliedBy(1L << failures - 1).toNanos();
    var hopeless = failures >= MOST_FAILURES;
    if (become(hopeless ? State.GIVEN_UP : State.FAILED) && hopeless) {
      around.warnings().accept(farewell());
    }
  }

  private String farewell() {
    var words = around.starter().lastWords(spec).strip();
    var last = words.substring(words.lastIndexOf('\n') + 1);
    return "the language server "
        + spec.name()
        + " failed "
        + failures
        + " times and is not used any more in this session: "
        + VisibleText.inOneLine(trouble)
        + (last.isEmpty() ? "" : " (" + VisibleText.inOneLine(last) + ")")
        + ". Work goes on without it; `jackdaw lsp test FILE` tries it.";
  }

  /** Ends it because of what it does; it counts as a failure. */
  void kill(String why) {
    if (state != State.READY && state != State.STARTING) return;
    trouble = why;
    around.warnings().accept("the language server " + spec.name() + " was ended: " + why + ".");
    var running = process;
    if (running != null) running.destroyForcibly();
  }

  private void end() {
    var open = connection;
    var running = process;
    connection = null;
    process = null;
    if (running != null) around.starter().end(running);
    if (open != null) open.close();
  }

  @Override
  public void close() {
    Thread working;
    synchronized (this) {
      if (state == State.CLOSED) return;
      state = State.CLOSED;
      working = worker;
    }
    trouble = "the session ends";
    if (working != null) working.interrupt();
    end();
  }

  /** What a certain process says; of one that was replaced nothing is heard any more. */
  private final class Heard implements Listener {
    private final int start;

    Heard(int start) {
      this.start = start;
    }

    @Override
    public void published(String uri, int version, List<Finding> findings) {
      if (start != starts.get()) return;
      var path = Uris.path(uri);
      if (path.isEmpty() || !path.get().startsWith(root)) return;
      var document = documents.get(path.get());
      if (document == null) {
        others(path.get(), findings);
        return;
      }
      tell(document, document.published(version, findings));
    }

    /** Of files that are not open, what is said while the server gets to know them is no news. */
    private void others(Path path, List<Finding> findings) {
      if (others.size() >= MOST_OTHERS) return;
      var document = others.computeIfAbsent(path, file -> new Document(file, ""));
      var few = findings.subList(0, Math.min(findings.size(), MOST_FINDINGS_OF_OTHERS));
      var fresh = document.published(-1, few);
      if (quiet) tell(document, fresh);
    }

    private void tell(Document document, List<Problem> fresh) {
      if (!fresh.isEmpty()) late.found(document.path(), fresh);
    }

    @Override
    public void outdated() {
      // What is new then is told with the next change.
    }

    @Override
    public void said(int type, String text) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "language server {0}: {1}",
          spec.name(),
          VisibleText.inOneLine(text));
    }

    @Override
    public void broken(String why) {
      if (start != starts.get() || state == State.CLOSED) return;
      if (trouble.isEmpty()) trouble = why;
      broken = true;
      for (var document : documents.values()) document.abandon();
      submit(
          () -> {
            if (start == starts.get()) failed(why);
          },
          () -> {});
    }
  }

  /** Returns what the server says of a file now; nothing when it was not told of it. */
  List<Problem> problems(Path file) {
    var document = documents.get(file);
    return document == null ? List.of() : document.problems();
  }

  /** Opens a file that is to be asked about, as it is. */
  Document shown(Connection to, Path file, String text) throws IOException, InterruptedException {
    var document = documents.get(file);
    if (document != null && text.equals(document.text())) return document;
    if (document == null) {
      return opened(to, new Check(file, text, text, new CompletableFuture<>()));
    }
    catchUp(to, document, text);
    return document;
  }
}
