package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.journal.PrivateFolder;
import dev.jackdaw.journal.PruningLock;
import dev.jackdaw.wire.EventJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the checkpoints of a project are: contents in packs, what the last look found, and which
 * call was about to run. Several sessions may use it at once.
 */
public final class CheckpointFolder implements Closeable {
  private static final String TREE = "tree";
  private static final String PACKS = "packs";
  private static final String RUNNING = "running";
  private static final String SETTLED = ".settled";
  private static final String HALF = ".half";
  private static final int NAME_DIGITS = 16;

  private final Path folder;
  private final Packs packs;

  /** Uses the folder, which is made with the first checkpoint. */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
    this.packs = new Packs(folder.resolve(PACKS));
  }

  Packs packs() {
    return packs;
  }

  TreeFile tree() {
    return TreeFile.read(folder.resolve(TREE));
  }

  void keep(TreeFile tree) throws IOException {
    tree.write(folder.resolve(TREE));
  }

  /**
   * Says that a call is about to run: on what the last look found, or on these paths alone.
   *
   * @param places what is at each path; empty for the whole workspace
   */
  void announce(SessionId session, CallId call, Map<Path, Node> places) throws IOException {
    PrivateFolder.create(folder.resolve(RUNNING));
    var text = new StringBuilder();
    places.forEach((path, node) -> {
      var change = new Change(RawName.ofPath(path), node, Node.Absent.INSTANCE);
      text.append(NodeJson.of(change).compact()).append('\n');
    });
    Files.writeString(running(session, call), text);
  }

  /** Returns what was announced of the call; nothing when it has ended, or never began. */
  Optional<Map<Path, Node>> announced(SessionId session, CallId call) throws IOException {
    var file = running(session, call);
    if (!Files.exists(file)) return Optional.empty();
    var places = new LinkedHashMap<Path, Node>();
    for (var change : parse(Files.readString(file))) {
      places.put(RawName.toPath(change.path()), change.before());
    }
    return Optional.of(places);
  }

  /** Says that the call has ended, and what it changed, until the journal has that as well. */
  void settle(SessionId session, CallId call, Checkpoints.Found found) throws IOException {
    PrivateFolder.create(folder.resolve(RUNNING));
    var file = settled(session, call);
    var half = file.resolveSibling(file.getFileName() + HALF);
    var json = EventJson.write(new Event.FilesChanged(new TurnId(1), call, found));
    Files.writeString(half, json.compact());
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    retract(session, call);
  }

  /** Returns what a call that has ended changed; nothing when that is of no more use. */
  Optional<Checkpoints.Found> outcome(SessionId session, CallId call) throws IOException {
    var file = settled(session, call);
    if (!Files.exists(file)) return Optional.empty();
    try {
      return EventJson.read(Json.parseObject(Files.readString(file)))
          .map(event -> ((Event.FilesChanged) event).found());
    } catch (JsonException | ClassCastException e) {
      throw new IOException("what a call changed cannot be read: " + file, e);
    }
  }

  /** The journal has what the call changed. */
  void forget(SessionId session, CallId call) throws IOException {
    Files.deleteIfExists(settled(session, call));
  }

  /** Says that the call has ended. */
  void retract(SessionId session, CallId call) throws IOException {
    Files.deleteIfExists(running(session, call));
  }

  private Path settled(SessionId session, CallId call) {
    var running = running(session, call);
    return running.resolveSibling(running.getFileName() + SETTLED);
  }

  private Path running(SessionId session, CallId call) {
    var digest = ContentId.digest();
    digest.update(call.value().getBytes(StandardCharsets.UTF_8));
    var name = ContentId.of(digest).toString().substring(0, NAME_DIGITS);
    return folder.resolve(RUNNING).resolve(session + "-" + name);
  }

  /**
   * Returns the changes kept under a name.
   *
   * @throws IOException when they are not kept any more
   */
  List<Change> changes(String name) throws IOException {
    try {
      return parse(new String(packs.bytes(ContentId.parse(name)), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " is not the name of changes", e);
    }
  }

  private static List<Change> parse(String lines) throws IOException {
    var changes = new ArrayList<Change>();
    try {
      for (var line : lines.lines().toList()) changes.add(NodeJson.change(Json.parseObject(line)));
    } catch (JsonException e) {
      throw new IOException("what the step changed cannot be read: " + e.getMessage(), e);
    }
    return changes;
  }

  /** Returns when nobody lets go of what is kept here. */
  void awaitPruning() throws IOException, InterruptedException {
    PruningLock.await(folder);
  }

  /** How much is written anew to let go of a little. */
  public enum Thoroughness {
    /** Packs of which less than half is needed. */
    WORTHWHILE,
    /** Every pack in which anything is not needed. */
    ALL
  }

  /**
   * Lets go of contents that no step needs. Nobody may use the folder meanwhile.
   *
   * @param sessions the names of the changes that shall stay undoable, by session, the newest first
   * @param most bytes; when all of it is more, the sessions at the end are left out, but never the
   *     first
   * @return how many bytes that freed
   */
  public long prune(List<List<String>> sessions, long most, Thoroughness thoroughness)
      throws IOException {
    var wanted = new HashSet<ContentId>();
    for (var root : tree().roots().values()) gather(root, wanted);
    for (var i = 0; i < sessions.size(); i++) {
      var more = new HashSet<>(wanted);
      for (var name : sessions.get(i)) gather(name, more);
      if (i > 0 && packs.size(more) > most) break;
      wanted = more;
    }
    return packs.prune(wanted::contains, thoroughness);
  }

  /** Returns what the packs of a folder take on the disk, in bytes. */
  public static long size(Path folder) throws IOException {
    return new Packs(folder.resolve(PACKS)).bytesOnDisk();
  }

  /** Returns when the pack that nobody wrote to for the longest time was last written to. */
  public static Optional<Instant> oldest(Path folder) throws IOException {
    return new Packs(folder.resolve(PACKS)).oldest();
  }

  private void gather(String name, Set<ContentId> into) throws IOException {
    if (!isKept(name)) return;
    into.add(ContentId.parse(name));
    for (var change : changes(name)) {
      gather(change.before(), into);
      gather(change.after(), into);
    }
  }

  private boolean isKept(String name) throws IOException {
    return name.length() == 2 * ContentId.BYTES && packs.has(ContentId.parse(name));
  }

  private static void gather(Node node, Set<ContentId> into) {
    switch (node) {
      case Node.RegularFile file -> into.add(file.content());
      case Node.Directory(_, var children) ->
          children.values().forEach(child -> gather(child, into));
      case Node.Absent _, Node.Link _, Node.Unkept _, Node.Repository _, Node.Special _ -> {}
    }
  }

  @Override
  public void close() throws IOException {
    packs.close();
  }
}
