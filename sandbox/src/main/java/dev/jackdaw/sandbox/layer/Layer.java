package dev.jackdaw.sandbox.layer;

import dev.jackdaw.api.files.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one command writes in its workspace, held by overlayfs in a folder of its own. The workspace
 * stays as it is until {@link #apply}; a layer that is closed before never counted. Both are for
 * the time when nothing of the command runs any more. Not thread-safe.
 */
public final class Layer implements AutoCloseable {
  private final Path folder;
  private final Overlay overlay;
  private final List<Path> roots;
  private final Set<String> masks;
  private final FileTime begun;

  /** Run before each single change of the workspace. */
  private Runnable between = () -> {};

  private Layer(Path folder, Overlay overlay, List<Path> roots, Set<String> masks, FileTime begun) {
    this.folder = folder;
    this.overlay = overlay;
    this.roots = List.copyOf(roots);
    this.masks = masks;
    this.begun = begun;
  }

  static Layer begin(Path folder, Overlay overlay, List<Path> roots, Set<String> masks)
      throws IOException {
    PrivateFolder.create(folder);
    for (var i = 0; i < roots.size(); i++) {
      var own = Files.createDirectory(folder.resolve(Integer.toString(i + 1)));
      for (var name : List.of("lower", "upper", "work")) Files.createDirectory(own.resolve(name));
      // What is on top says what the folder itself is like.
      var like = Stat.of(roots.get(i)).orElseThrow(() -> new IOException("the workspace is gone"));
      Files.setPosixFilePermissions(own.resolve("upper"), like.permissions());
    }
    return new Layer(folder, overlay, roots, masks, Tick.in(folder));
  }

  /**
   * Returns what stands before a whole command line, what confines it included: it mounts the layer
   * in namespaces of its own, for nobody else to see.
   *
   * @param directory where the command starts
   */
  public List<String> around(Path directory) {
    return overlay.around(folder, directory, roots);
  }

  /** Returns what stands before a command that nothing else confines: it is who it was again. */
  public List<String> back() {
    return overlay.back();
  }

  /** Returns what the command changed. */
  public Held held() throws IOException {
    return Undisturbed.run(() -> held(plans()));
  }

  private List<Plan> plans() throws IOException {
    var plans = new ArrayList<Plan>();
    for (var i = 0; i < roots.size(); i++) {
      plans.add(Plan.of(upper(i), roots.get(i), begun, masks));
    }
    return plans;
  }

  private Path upper(int index) {
    return folder.resolve(Integer.toString(index + 1)).resolve("upper");
  }

  private static Held held(List<Plan> plans) {
    var changes = new ArrayList<Held.Change>();
    var conflicts = new ArrayList<Held.Conflict>();
    var notes = new ArrayList<String>();
    for (var plan : plans) {
      for (var act : plan.acts()) changes.add(change(act));
      conflicts.addAll(plan.conflicts());
      notes.addAll(plan.notes());
    }
    changes.sort(Comparator.comparing(Held.Change::path));
    return new Held(changes, conflicts, notes);
  }

  private static Held.Change change(Act act) {
    var content =
        act instanceof Act.Write write ? Optional.of(write.content()) : Optional.<Path>empty();
    return new Held.Change(act.sign(), act.path(), content);
  }

  /**
   * Brings what the command changed to the workspace, all of it, or nothing when there is a
   * conflict.
   *
   * @return what it was; conflicts may be of the very moment, then all but these was applied
   * @throws IOException when a path could not be changed; what was done before stays done
   */
  public Held apply() throws IOException {
    return Undisturbed.run(this::applied);
  }

  private Held applied() throws IOException {
    var plans = plans();
    var held = held(plans);
    if (!held.conflicts().isEmpty() || held.changes().isEmpty()) return held;
    between.run();
    intend(plans);
    between.run();
    var late = new ArrayList<Held.Conflict>();
    for (var i = 0; i < plans.size(); i++) {
      late.addAll(new Application(roots.get(i), between).perform(plans.get(i).acts()));
    }
    return late.isEmpty() ? held : new Held(held.changes(), late, held.notes());
  }

  /** What counts from here on must be there after a power cut, too: the mount was volatile. */
  private void intend(List<Plan> plans) throws IOException {
    var opened = new HashMap<Path, Integer>();
    var contents = new ArrayList<Path>();
    for (var plan : plans) {
      opened.putAll(Application.closed(plan.acts()));
      for (var act : plan.acts()) if (act instanceof Act.Write file) contents.add(file.content());
    }
    Flush.all(contents);
    var self = ProcessHandle.current().pid();
    new Intent(self, begun, roots, masks, opened).write(folder);
  }

  /**
   * Does the rest of what was being applied when its process was killed; nothing when none was.
   * What somebody changed since stays as it is.
   *
   * @param folder that of the layer
   * @return what was done now; nothing when the layer never counted
   */
  static Optional<Held> finish(Path folder, Runnable between) throws IOException {
    var intent = Intent.of(folder);
    if (intent.isEmpty()) return Optional.empty();
    return Optional.of(Undisturbed.run(() -> finished(folder, intent.get(), between)));
  }

  private static Held finished(Path folder, Intent intent, Runnable between) throws IOException {
    var changes = new ArrayList<Held.Change>();
    var conflicts = new ArrayList<Held.Conflict>();
    for (var i = 0; i < intent.roots().size(); i++) {
      var root = intent.roots().get(i);
      if (!Files.isDirectory(root)) continue;
      var upper = folder.resolve(Integer.toString(i + 1)).resolve("upper");
      var plan = Plan.rest(upper, root, intent.begun(), intent.masks());
      for (var act : plan.acts()) changes.add(change(act));
      conflicts.addAll(plan.conflicts());
      var left = plan.acts().stream().filter(act -> !isIn(act, plan.conflicts())).toList();
      conflicts.addAll(new Application(root, intent, between).perform(left));
    }
    return new Held(changes, conflicts, List.of());
  }

  private static boolean isIn(Act act, List<Held.Conflict> conflicts) {
    return conflicts.stream().anyMatch(one -> one.path().equals(act.path()));
  }

  /** Has something run before each single change of the workspace. */
  void between(Runnable other) {
    between = other;
  }

  /** Forgets what was not applied. */
  @Override
  public void close() {
    Removal.remove(folder);
  }
}
