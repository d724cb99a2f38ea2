package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * That a layer is being applied, put down in its folder before the first change of the workspace,
 * so that whoever comes after a kill can do the rest: the folder itself says what that is.
 *
 * @param process whose temporary files there may be
 * @param begun as in {@link Plan#of}
 * @param opened folders that are opened for the time of the work, with the permissions they had
 */
record Intent(
    long process, FileTime begun, List<Path> roots, Set<String> masks, Map<Path, Integer> opened) {
  static final String NAME = "applying";

  Intent {
    roots = List.copyOf(roots);
    masks = Set.copyOf(masks);
    opened = Map.copyOf(opened);
  }

  /** Puts it down, as a whole, for what comes after a power cut as well. */
  void write(Path layer) throws IOException {
    var lines = new StringBuilder();
    lines.append("process ").append(process).append('\n');
    var time = begun.toInstant();
    lines.append("begun ").append(time.getEpochSecond()).append(' ').append(time.getNano());
    lines.append('\n');
    for (var root : roots) lines.append("root ").append(escaped(root)).append('\n');
    for (var mask : masks) lines.append("mask ").append(mask).append('\n');
    opened.forEach((path, mode) ->
        lines.append("opened ").append(mode).append(' ').append(escaped(path)).append('\n'));
    var fresh = layer.resolve(NAME + ".new");
    Files.writeString(fresh, lines);
    sync(fresh, StandardOpenOption.WRITE);
    Files.move(fresh, layer.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    sync(layer, StandardOpenOption.READ);
  }

  static void sync(Path path, StandardOpenOption option) throws IOException {
    try (var channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /** Returns what was put down in the folder of a layer, if it was. */
  static Optional<Intent> of(Path layer) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(layer.resolve(NAME), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    var process = 0L;
    var begun = FileTime.from(Instant.EPOCH);
    var roots = new ArrayList<Path>();
    var masks = new HashSet<String>();
    var opened = new LinkedHashMap<Path, Integer>();
    for (var line : lines) {
      var words = line.split(" ", 3);
      switch (words[0]) {
        case "process" -> process = Long.parseLong(words[1]);
        case "begun" -> begun = time(words);
        case "root" -> roots.add(path(words[1]));
        case "mask" -> masks.add(line.substring("mask ".length()));
        case "opened" -> opened.put(path(words[2]), Integer.parseInt(words[1]));
        default -> throw new IOException(layer + " is being applied in a way that is not known");
      }
    }
    return Optional.of(new Intent(process, begun, roots, masks, opened));
  }

  private static FileTime time(String[] words) {
    return FileTime.from(
        Instant.ofEpochSecond(Long.parseLong(words[1]), Integer.parseInt(words[2])));
  }

  /** Every byte of a name survives in the path of an address. */
  private static String escaped(Path path) {
    return path.toUri().getRawPath();
  }

  private static Path path(String escaped) {
    return Path.of(URI.create("file://" + escaped));
  }
}
