package dev.jackdaw.lsp;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The language servers of a session, each started when a file of its languages is edited. */
public final class LanguageServers implements AutoCloseable {
  private static final int MOST_UNTOLD = 100;
  private static final long MOST_FILE_BYTES = 2 << 20;

  private final List<ServerSpec> specs;
  private final List<ServerSpec> here;
  private final Workspace workspace;
  private final Surroundings around;
  private final Pool pool;
  private final String view;
  private final Map<Path, List<Problem>> untold = new LinkedHashMap<>(); // guarded by itself
  private final Set<Path> told = new HashSet<>(); // guarded by untold

  /** {@code specs} are those that can be started; of a language the first counts. */
  public LanguageServers(List<ServerSpec> specs, Workspace workspace, Surroundings around) {
    this(specs, workspace, around, new Pool(around.memory(), around.threads()), "");
  }

  private LanguageServers(
      List<ServerSpec> specs, Workspace workspace, Surroundings around, Pool pool, String view) {
    this.specs = List.copyOf(specs);
    this.here = List.copyOf(Languages.of(workspace).specs(specs));
    this.workspace = workspace;
    this.around = around;
    this.pool = pool;
    this.view = view;
  }

  /**
   * Returns those for another workspace of the session, such as the worktree of a sub-agent. They
   * count with the others; closing them ends them alone.
   */
  public LanguageServers in(Workspace other, Surroundings itsAround) {
    var name = other.directory() + "\0";
    return new LanguageServers(specs, other, itsAround, pool, name);
  }

  /** Returns the tool with what servers say of its changes in its results. */
  public <I> Tool<I> watching(Tool<I> tool) {
    return new WatchedTool<>(tool, this);
  }

  /** Returns the tool that asks them, where there is something to ask about. */
  public Optional<Tool<?>> asking() {
    return here.isEmpty() ? Optional.empty() : Optional.of(new CodeTool(this));
  }

  /** Returns whether the text of a file may be shown whoever names it. */
  boolean mayShow(Path file) {
    try {
      var canonical = workspace.resolve(file.toString());
      return workspace.contains(canonical) && around.readable().test(canonical);
    } catch (InvalidInputException _) {
      return false;
    }
  }

  /** Returns those that run, else those for what stands at the top of the workspace. */
  List<RunningServer> forWorkspace() {
    var begun = begun();
    if (!begun.isEmpty()) return begun;
    var all = new ArrayList<RunningServer>();
    for (var spec : here) {
      running(spec, workspace.directory().resolve("x")).ifPresent(all::add);
    }
    return all;
  }

  Surroundings around() {
    return around;
  }

  /** Returns the server for a file of the workspace, if there is one. */
  Optional<RunningServer> of(Path file) {
    if (!workspace.contains(file)) return Optional.empty();
    for (var spec : specs) {
      if (spec.language(file).isPresent()) return running(spec, file);
    }
    return Optional.empty();
  }

  private Optional<RunningServer> running(ServerSpec spec, Path file) {
    var top = workspace.directory();
    for (var root : workspace.roots()) if (file.startsWith(root)) top = root;
    var root = spec.root(file, top);
    return pool.get(
        view + spec.name() + "\n" + root, () -> new RunningServer(spec, root, around, new Told()));
  }

  /** Returns those of this workspace that were asked before. */
  private List<RunningServer> begun() {
    var mine = new ArrayList<RunningServer>();
    for (var server : pool.all()) if (workspace.contains(server.root())) mine.add(server);
    return mine;
  }

  /** Tells those that run of files that others changed. */
  public void changed(List<Path> files) {
    for (var server : begun()) {
      for (var file : files) {
        if (server.spec().language(file).isPresent() || server.isMarker(file)) server.changed(file);
      }
    }
  }

  /**
   * Returns what a model has to be told unasked: that there is more, not what. The words of servers
   * are only in results.
   */
  public List<String> notices() {
    var counts = new ArrayList<String>();
    synchronized (untold) {
      untold.forEach((file, problems) -> {
        if (told.add(file)) counts.add(shown(file) + " (" + problems.size() + ")");
      });
    }
    if (counts.isEmpty()) return List.of();
    return List.of(
        "Language servers found new problems after your changes, in: "
            + VisibleText.inOneLine(
                String.join(", ", counts.subList(0, Math.min(20, counts.size()))))
            + ". The next edit's result lists them; code with action diagnostics lists those of a"
            + " file now.");
  }

  /**
   * Asks about a file as it is, whatever its server has to be started for.
   *
   * @return the server's name and what it says, a line each
   * @throws IOException when it gives no answer
   */
  public Trial trial(Path file) throws IOException, InterruptedException {
    var server = of(file);
    if (server.isEmpty()) throw new IOException("no language server is there for it");
    var text = text(file);
    if (text == null) throw new IOException("it cannot be read, or is too large");
    var start = System.nanoTime();
    var problems =
        CodeTool.result(
            server.get(),
            to -> {
              var _ = server.get().shown(to, file, text);
              return server.get().problems(file);
            });
    var lines = new ArrayList<String>();
    for (var problem : problems) lines.add(ProblemReport.line(problem));
    return new Trial(
        server.get().spec(),
        server.get().root(),
        Duration.ofNanos(System.nanoTime() - start),
        lines);
  }

  /** What a server had to say of a file, and how long that took with its start. */
  public record Trial(ServerSpec spec, Path root, Duration took, List<String> lines) {
    public Trial {
      lines = List.copyOf(lines);
    }
  }

  /** {@code listener} is run, on any thread, when {@link #unsettled} may be otherwise. */
  public LanguageServers telling(Runnable listener) {
    pool.telling(listener);
    return this;
  }

  private final class Told implements RunningServer.Late {
    @Override
    public void found(Path file, List<Problem> problems) {
      late(file, problems);
    }

    @Override
    public void changed() {
      pool.changed();
    }
  }

  private void late(Path file, List<Problem> problems) {
    if (problems.isEmpty()) return;
    synchronized (untold) {
      var all = new ArrayList<>(untold.getOrDefault(file, List.of()));
      if (all.isEmpty() && untold.size() >= MOST_UNTOLD || all.size() >= MOST_UNTOLD) return;
      all.addAll(problems.subList(0, Math.min(problems.size(), MOST_UNTOLD)));
      untold.put(file, List.copyOf(all));
    }
  }

  /** Keeps what is found when nobody waits for it any more. */
  void keep(Path file, List<Problem> problems) {
    late(file, problems);
  }

  /** Returns what was not told yet, and forgets it. */
  Map<Path, List<Problem>> untold() {
    synchronized (untold) {
      var all = new LinkedHashMap<>(untold);
      untold.clear();
      told.clear();
      return all;
    }
  }

  /** Returns the text of a file; nothing when there is none, or none of a size to look at. */
  static @Nullable String text(Path file) {
    try {
      if (Files.size(file) > MOST_FILE_BYTES) return null;
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return null;
    }
  }

  String shown(Path file) {
    return workspace.display(file);
  }

  /** Returns how those that were asked stand, a word for each that is not at rest or ready. */
  public List<String> unsettled() {
    var words = new ArrayList<String>();
    for (var server : pool.all()) server.standing().ifPresent(words::add);
    return words;
  }

  /** Ends them. */
  @Override
  public void close() {
    if (view.isEmpty()) pool.close();
    else pool.end(view);
  }
}
