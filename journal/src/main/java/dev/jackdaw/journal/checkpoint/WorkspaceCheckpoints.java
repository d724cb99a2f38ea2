package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.files.IgnoreRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one session. A tool that names what it writes has just that kept; before and
 * after a command the whole workspace is looked at. Safe for use by several threads.
 */
public final class WorkspaceCheckpoints implements Checkpoints {
  private static final int MAX_PATHS = 20;

  /** More than the calls that may end before the journal has what the first of them changed. */
  private static final int MAX_SETTLED = 64;

  private final CheckpointFolder store;
  private final SessionId session;
  private final Workspace workspace;
  private final Limits limits;
  private final Overlooked overlooked;
  private final Function<Path, IgnoreRules> ignored;
  private final InstantSource clock;
  private final Queue<CallId> settled = new ConcurrentLinkedQueue<>();
  private @Nullable TreeFile known;
  private volatile @Nullable UnderWay looking;

  /** A look at the whole workspace that is under way. */
  private record UnderWay(Scan scan, boolean first) {
    String progress() {
      var what = first ? "keeps a first picture of the folder" : "looks at the folder";
      return String.format(Locale.ROOT, "%s for undo: %,d files so far\n", what, scan.seen());
    }
  }

  /**
   * Makes the checkpoints of a session.
   *
   * @param ignored gives the rules of git in a root of the workspace
   */
  public WorkspaceCheckpoints(
      CheckpointFolder store,
      SessionId session,
      Workspace workspace,
      Limits limits,
      Overlooked overlooked,
      Function<Path, IgnoreRules> ignored,
      InstantSource clock) {
    this.store = store;
    this.session = session;
    this.workspace = workspace;
    this.limits = limits;
    this.overlooked = overlooked;
    this.ignored = ignored;
    this.clock = clock;
  }

  @Override
  public Checkpoint before(CallId call, List<Effect> effects)
      throws IOException, InterruptedException {
    return before(call, effects, _ -> {});
  }

  @Override
  public Checkpoint before(CallId call, List<Effect> effects, Consumer<String> progress)
      throws IOException, InterruptedException {
    var command = effects.stream().anyMatch(Effect.Executes.class::isInstance);
    var paths = command ? List.<Path>of() : written(effects);
    if (!command && paths.isEmpty()) return Optional::empty;
    return Errand.run(
        () -> {
          store.awaitPruning();
          return command ? beforeCommand(call) : beforeWriting(call, paths);
        },
        () -> tell(progress));
  }

  private static List<Path> written(List<Effect> effects) {
    var paths = new ArrayList<Path>();
    for (var effect : effects) {
      switch (effect) {
        case Effect.Writes(var path) -> paths.add(path);
        case Effect.Persists(var path, _) -> paths.add(path);
        case Effect.Reads _, Effect.Executes _, Effect.Connects _ -> {}
      }
    }
    return paths;
  }

  private Checkpoint beforeWriting(CallId call, List<Path> paths) throws IOException {
    var places = new LinkedHashMap<Path, Node>();
    for (var path : paths) addMissing(path, places);
    for (var path : paths) {
      var found = look(path);
      // What is below a folder is better looked at with the rest of the workspace.
      if (isFull(found) && workspace.contains(path)) return beforeCommand(call);
      places.put(path, found);
    }
    store.packs().sync();
    if (places.values().stream().noneMatch(WorkspaceCheckpoints::isFull)) {
      store.announce(session, call, places);
    }
    return () -> Errand.runToEnd(() -> ended(call, afterWriting(places)));
  }

  private static boolean isFull(Node node) {
    return node instanceof Node.Directory(_, var children) && !children.isEmpty();
  }

  private Optional<Found> ended(CallId call, Difference difference) throws IOException {
    var found = keep(difference);
    if (found.isPresent()) settle(call, found.get());
    else store.retract(session, call);
    return found;
  }

  /** A crash before the journal has it must not lose it; calls that ended long ago are in there. */
  private void settle(CallId call, Found found) throws IOException {
    store.settle(session, call, found);
    settled.add(call);
    while (settled.size() > MAX_SETTLED) store.forget(session, settled.remove());
  }

  private Difference afterWriting(Map<Path, Node> places) throws IOException {
    var difference = Difference.NONE;
    for (var place : places.entrySet()) {
      var path = place.getKey();
      var now = look(path);
      // What is in a new folder on the way to a file is named by a path of its own.
      if (isOnTheWay(path, places) && now instanceof Node.Directory(var mode, _)) {
        now = new Node.Directory(mode, Map.of());
      }
      var found = Difference.between(place.getValue(), now, RawName.ofPath(path));
      difference = difference.and(found);
    }
    return difference;
  }

  private static boolean isOnTheWay(Path path, Map<Path, Node> places) {
    return places.keySet().stream()
        .anyMatch(other -> !other.equals(path) && other.startsWith(path));
  }

  /** Folders that are not there yet will be made for the file. */
  private static void addMissing(Path path, Map<Path, Node> places) {
    var missing = new ArrayList<Path>();
    for (var above = path.getParent(); above != null && Files.notExists(above); ) {
      missing.add(above);
      above = above.getParent();
    }
    for (var folder : missing.reversed()) places.put(folder, Node.Absent.INSTANCE);
  }

  private Node look(Path path) throws IOException {
    var parent = path.getParent();
    if (parent == null) return new Node.Special();
    try (var folder = Folder.open(parent, workspace)) {
      var name = Objects.requireNonNull(path.getFileName());
      return scan().entry(folder, name, IgnoreRules.NONE);
    } catch (NoSuchFileException _) {
      return Node.Absent.INSTANCE;
    } catch (FileSystemException _) {
      return Node.Absent.INSTANCE; // a file or a link is where a folder should be
    }
  }

  private Scan scan() {
    return new Scan(store.packs(), limits, overlooked, clock.instant());
  }

  private Checkpoint beforeCommand(CallId call) throws IOException {
    var before = lookAtAll();
    store.packs().sync();
    store.announce(session, call, Map.of());
    return () -> Errand.runToEnd(() -> ended(call, difference(before, lookAtAll())));
  }

  private static Difference difference(TreeFile before, TreeFile after) {
    var difference = Difference.NONE;
    for (var root : after.roots().entrySet()) {
      var old = before.roots().getOrDefault(root.getKey(), Node.Absent.INSTANCE);
      difference = difference.and(Difference.between(old, root.getValue(), root.getKey()));
    }
    return difference;
  }

  /** Looks at the whole workspace. */
  private synchronized TreeFile lookAtAll() throws IOException {
    var last = known == null ? store.tree() : known;
    var scan = scan();
    looking = new UnderWay(scan, last.roots().isEmpty());
    try {
      return lookAtAll(last, scan);
    } finally {
      looking = null;
    }
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  private TreeFile lookAtAll(TreeFile last, Scan scan) throws IOException {
    var roots = new LinkedHashMap<String, Node>();
    var same = true;
    for (var root : workspace.roots()) {
      if (isBelowAnother(root)) continue;
      var name = RawName.ofPath(root);
      var old = last.roots().getOrDefault(name, Node.Absent.INSTANCE);
      try (var folder = Folder.open(root, root)) {
        var now = scan.folder(folder, old, ignored.apply(root));
        roots.put(name, now);
        same &= now == old;
      }
    }
    var now = same && roots.size() == last.roots().size() ? last : new TreeFile(roots);
    if (now != last) store.keep(now);
    known = now;
    return now;
  }

  private boolean isBelowAnother(Path root) {
    return workspace.roots().stream()
        .anyMatch(other -> !other.equals(root) && root.startsWith(other));
  }

  private Optional<Found> keep(Difference difference) throws IOException {
    if (difference.isNone()) return Optional.empty();
    var lines = new StringBuilder();
    for (var change : difference.changes()) {
      lines.append(NodeJson.of(change).compact()).append('\n');
    }
    var id = store.packs().put(lines.toString().getBytes(StandardCharsets.UTF_8));
    syncMeanwhile();
    var paths = difference.changes().stream().limit(MAX_PATHS).map(this::shown).toList();
    return Optional.of(
        new Found(id.toString(), difference.changes().size(), paths, difference.notes()));
  }

  /** What the step made must be on the disk before the next one; the model thinks until then. */
  private void syncMeanwhile() {
    Thread.ofPlatform()
        .daemon()
        .name("sync of checkpoints")
        .start(() -> {
          try {
            store.packs().sync();
          } catch (IOException _) {
            // It is tried again, and told, before the next step.
          }
        });
  }

  private String shown(Change change) {
    var sign =
        change.before() instanceof Node.Absent
            ? "+ "
            : change.after() instanceof Node.Absent ? "- " : "~ ";
    return sign + RawName.shown(workspace.display(RawName.toPath(change.path())));
  }

  private void tell(Consumer<String> progress) {
    var now = looking;
    if (now != null) progress.accept(now.progress());
  }

  @Override
  public Optional<String> gap() throws IOException, InterruptedException {
    return gap(_ -> {});
  }

  @Override
  public Optional<String> gap(Consumer<String> progress) throws IOException, InterruptedException {
    return Errand.run(
        () -> {
          store.awaitPruning();
          var gap = new Gap();
          lookAtAll().roots().values().forEach(gap::addRoot);
          return gap.text();
        },
        () -> tell(progress));
  }

  @Override
  public void remember() throws IOException {
    var _ = Errand.runToEnd(() -> lookAtAll());
  }

  @Override
  public Optional<Found> meanwhile() throws IOException {
    return Errand.runToEnd(() -> {
      var before = lastLook();
      return before.isEmpty() ? Optional.empty() : keep(difference(before.get(), lookAtAll()));
    });
  }

  @Override
  public Optional<Found> abandoned() throws IOException {
    return Errand.runToEnd(() -> {
      var before = store.tree();
      return before.roots().isEmpty() ? Optional.empty() : keep(difference(before, lookAtAll()));
    });
  }

  private synchronized Optional<TreeFile> lastLook() {
    return Optional.ofNullable(known);
  }

  @Override
  public Optional<Found> since(CallId call) {
    try {
      var outcome = store.outcome(session, call);
      if (outcome.isPresent()) {
        settled.add(call);
        return outcome;
      }
      var announced = store.announced(session, call);
      if (announced.isEmpty()) return Optional.empty();
      if (!announced.get().isEmpty()) {
        return Errand.runToEnd(() -> ended(call, afterWriting(announced.get())));
      }
      var before = store.tree();
      return before.roots().isEmpty()
          ? Optional.empty()
          : Errand.runToEnd(() -> ended(call, difference(before, lookAtAll())));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      for (var call = settled.poll(); call != null; call = settled.poll()) {
        store.forget(session, call);
      }
      store.close();
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.journal")
          .log(System.Logger.Level.WARNING, "what can be undone was not kept to the end", e);
    }
  }
}
