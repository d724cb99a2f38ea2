package dev.jackdaw.sandbox.layer;

import dev.jackdaw.api.files.Removal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the layers of a session. Safe for use by several threads. */
public final class Layers implements AutoCloseable {
  /** Systems whose files are dated by this machine's kernel, so that it is known what is newer. */
  private static final Set<String> DATED_HERE =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "zfs", "f2fs", "bcachefs", "overlay");

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final String ELSEWHERE = "elsewhere";
  private static final int MOUNT_POINT = 4;
  private static final int PROBE_SECONDS = 10;

  private final Path folder;
  private final Overlay overlay;
  private final Set<String> masks;
  private final AtomicInteger numbers = new AtomicInteger();
  private @Nullable Path pointer;

  private Layers(Path folder, Overlay overlay, Set<String> masks) {
    this.folder = folder;
    this.overlay = overlay;
    this.masks = masks;
  }

  /**
   * Tries whether this machine has layers for these folders.
   *
   * @param places folders for layers, which are made; the first that will do is taken, and emptied;
   *     the others are removed
   * @param roots the folders to be worked in, canonical
   * @param masks names in a root by which a sandbox leaves empty folders for a moment
   * @throws IOException saying why it has none
   */
  public static Layers open(List<Path> places, List<Path> roots, Set<String> masks)
      throws IOException, InterruptedException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new IOException("it needs Linux");
    }
    var overlay = Overlay.find();
    IOException first = null;
    for (var place : places) {
      var layers = new Layers(place, overlay, masks);
      try {
        Removal.empty(place);
        PrivateFolder.create(place);
        layers.probe(roots);
        for (var other : places) if (!other.equals(place)) Removal.remove(other);
        if (!place.equals(places.getFirst())) layers.point(places.getFirst());
        return layers;
      } catch (IOException e) {
        Removal.remove(place);
        if (first == null) first = e;
      }
    }
    throw first == null ? new IOException("there is no folder for layers") : first;
  }

  /** Whoever comes after a kill looks in one place, which says where the layers are. */
  private void point(Path first) throws IOException {
    PrivateFolder.create(first.resolve(ELSEWHERE));
    Files.writeString(first.resolve(ELSEWHERE).resolve(Intent.NAME), folder.toUri().getRawPath());
    pointer = first;
  }

  /** Says what became of a layer that was being applied when its process was killed. */
  public record Finished(List<Path> roots, Held done) {
    public Finished {
      roots = List.copyOf(roots);
    }
  }

  /**
   * Does the rest of what was being applied by a process that was killed, and empties the folder.
   * What was held and not applied never counted.
   *
   * @param place the folder of all layers of a session that is open nowhere else
   */
  public static List<Finished> finish(Path place) throws IOException {
    var finished = new ArrayList<Finished>();
    if (!Files.isDirectory(place)) return finished;
    try (var layers = Files.newDirectoryStream(place)) {
      for (var layer : layers) {
        if (!Files.isDirectory(layer)) continue;
        if (layer.endsWith(ELSEWHERE)) {
          var there = Files.readString(layer.resolve(Intent.NAME));
          finished.addAll(finish(Path.of(URI.create("file://" + there))));
          continue;
        }
        var done = Layer.finish(layer, () -> {});
        if (done.isEmpty()) continue;
        finished.add(new Finished(Intent.of(layer).orElseThrow().roots(), done.get()));
        Removal.remove(layer);
      }
    }
    Removal.remove(place);
    return finished;
  }

  /** It is run: whether a container, a setting or the file system forbids it cannot be read. */
  private void probe(List<Path> roots) throws IOException, InterruptedException {
    try (var layer = begin(roots)) {
      var name = ".jackdaw-" + ProcessHandle.current().pid() + "-probe.tmp";
      var line = new ArrayList<>(layer.around(roots.getFirst()));
      line.addAll(layer.back());
      line.addAll(List.of("/bin/sh", "-c", ": > " + name));
      var said = run(line);
      var held = layer.held();
      if (said.isEmpty() && held.changes().size() == 1) return;
      throw new IOException(said.isEmpty() ? "what a command wrote was not held" : said);
    }
  }

  private static String run(List<String> line) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().putAll(Map.of("LC_ALL", "C"));
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return "mounting does not come to an end";
    }
    if (process.exitValue() == 0) return "";
    return said.isEmpty() ? "status " + process.exitValue() : said.lines().findFirst().orElse("");
  }

  private void check(List<Path> roots) throws IOException {
    for (var root : roots) {
      var owner = (int) Files.getAttribute(root, "unix:uid");
      var group = (int) Files.getAttribute(root, "unix:gid");
      if (owner != overlay.user() || group != overlay.group()) {
        throw new IOException(root + " belongs to another user or group than you");
      }
      var type = Files.getFileStore(root).type();
      if (!DATED_HERE.contains(type)) {
        throw new IOException(
            root + " is on a file system (" + type + ") that may be changed by other machines");
      }
      for (var mount : mounts()) {
        if (mount.startsWith(root) && !mount.equals(root)) {
          throw new IOException(mount + ", in " + root + ", is a file system of its own");
        }
      }
    }
  }

  private static List<Path> mounts() throws IOException {
    var mounts = new ArrayList<Path>();
    for (var line : Files.readString(MOUNTS, StandardCharsets.ISO_8859_1).split("\n")) {
      var fields = line.split(" ");
      if (fields.length > MOUNT_POINT) mounts.add(Path.of(unescaped(fields[MOUNT_POINT])));
    }
    return mounts;
  }

  /** Spaces, tabs, line feeds and backslashes are written as three octal digits. */
  private static String unescaped(String field) {
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        bytes.write(Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        bytes.write(field.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Begins a layer over these folders.
   *
   * @throws IOException also when they cannot have one
   */
  public Layer begin(List<Path> roots) throws IOException {
    check(roots);
    var outermost = outermost(roots);
    for (var root : outermost) {
      if (folder.startsWith(root)) {
        throw new IOException("the folder for layers, " + folder + ", is in the workspace");
      }
    }
    var own = folder.resolve(Integer.toString(numbers.incrementAndGet()));
    return Layer.begin(own, overlay, outermost, masks);
  }

  private static List<Path> outermost(List<Path> roots) {
    return roots.stream()
        .filter(root ->
            roots.stream().noneMatch(other -> !other.equals(root) && root.startsWith(other)))
        .toList();
  }

  /** Forgets all layers. */
  @Override
  public void close() {
    Removal.remove(folder);
    if (pointer != null) Removal.remove(pointer);
  }
}
