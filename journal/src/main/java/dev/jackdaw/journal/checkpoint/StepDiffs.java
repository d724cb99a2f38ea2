package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What steps changed, line by line, as far as it is kept. Not thread-safe.
 *
 * <p>Nothing is taken out of it: secrets that stand in files stand in it, too.
 */
public final class StepDiffs implements Closeable {
  /** More is not read. */
  private static final int MAX_CHARS = 40_000;

  private final CheckpointFolder store;
  private final Path directory;

  /** {@code directory} is that of the session: what is below it is named without it. */
  public StepDiffs(CheckpointFolder store, Path directory) {
    this.store = store;
    this.directory = directory;
  }

  /** Returns unified differences, file by file; nothing when they are not kept any more. */
  public String of(Checkpoints.Found found) {
    if (found.files() == 0) return "";
    var diff = new StringBuilder();
    try {
      for (var change : store.changes(found.changes())) {
        if (diff.length() > MAX_CHARS) break;
        diff.append(of(change));
      }
    } catch (IOException _) {
      return diff.toString();
    }
    return diff.toString();
  }

  private String of(Change change) throws IOException {
    var before = change.before();
    var after = change.after();
    if (before instanceof Node.Directory || after instanceof Node.Directory) return "";
    var path = RawName.toPath(change.path());
    var name =
        RawName.shown((path.startsWith(directory) ? directory.relativize(path) : path).toString());
    var head = new StringBuilder("--- ").append(before instanceof Node.Absent ? "/dev/null" : name);
    head.append("\n+++ ").append(after instanceof Node.Absent ? "/dev/null" : name).append('\n');
    var modes = modes(before, after);
    if (!modes.isEmpty()) head.append(modes).append('\n');
    return head.append(lines(before, after)).toString();
  }

  private static String modes(Node before, Node after) {
    return before instanceof Node.RegularFile(var old, _, _)
            && after instanceof Node.RegularFile(var now, _, _)
            && old != now
        ? String.format(Locale.ROOT, "(mode %03o, was %03o)", now, old)
        : "";
  }

  private String lines(Node before, Node after) throws IOException {
    var old = content(before);
    var now = content(after);
    if (old.isEmpty() || now.isEmpty()) return described(after) + "\n";
    return TextMerge.difference(old.get(), now.get()).orElse("(not text)\n");
  }

  private static String described(Node after) {
    return switch (after) {
      case Node.Link(var target) -> "(leads to " + RawName.shown(target) + ")";
      case Node.RegularFile _ -> "(too large to be shown)";
      case Node.Absent _, Node.Directory _, Node.Unkept _, Node.Repository _, Node.Special _ ->
          "(not kept)";
    };
  }

  private Optional<byte[]> content(Node node) throws IOException {
    return switch (node) {
      case Node.Absent _ -> Optional.of(new byte[0]);
      case Node.RegularFile(_, var stamp, var content) when stamp.size() <= TextMerge.MAX_BYTES ->
          Optional.of(store.packs().bytes(content));
      case Node.RegularFile _,
          Node.Directory _,
          Node.Link _,
          Node.Unkept _,
          Node.Repository _,
          Node.Special _ ->
          Optional.empty();
    };
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
