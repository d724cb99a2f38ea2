package dev.jackdaw.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A disk with a cache: at a {@link #cutPower power cut} any part of what was not forced is gone,
 * whatever its order, and so are names in folders that were not synced. A file is known by what it
 * is, not by its name, so that it may be renamed meanwhile. What was in it before counts as forced.
 * After the cut nothing is changed any more.
 */
final class ForgetfulDisk implements Disk {
  /** What was done to a file since it was last forced. */
  private interface Pending {
    /** Returns the content with this, or with the beginning of it. */
    byte[] applied(byte[] content, RandomGenerator random);
  }

  private final Map<Object, byte[]> forced = new HashMap<>();
  private final Map<Object, List<Pending>> pending = new HashMap<>();
  private final Set<Path> names = new HashSet<>();
  private boolean dead;

  /** Everything below the folder is on the disk. */
  ForgetfulDisk(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.forEach(names::add);
    }
  }

  @Override
  public Output open(Path file) throws IOException {
    var real = RealDisk.INSTANCE.open(file);
    return new Cached(key(file), file, real);
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    if (dead) return;
    try (var children = Files.list(directory)) {
      children.forEach(names::add);
    }
  }

  /** Leaves of the files below the folder what a power cut could leave. */
  synchronized void cutPower(Path folder, RandomGenerator random) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) lose(file, random);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    dead = true;
  }

  private void lose(Path file, RandomGenerator random) throws IOException {
    var key = key(file);
    if (!names.contains(file) && random.nextBoolean()) {
      Files.delete(file);
      return;
    }
    if (!pending.containsKey(key)) return;
    var content = forced.getOrDefault(key, new byte[0]);
    for (var change : pending.get(key)) {
      if (random.nextInt(3) > 0) content = change.applied(content, random);
    }
    Files.write(file, content);
  }

  private static Pending written(long at, byte[] bytes) {
    return (content, random) -> {
      var count = random.nextInt(4) > 0 ? bytes.length : random.nextInt(bytes.length + 1);
      var whole = Arrays.copyOf(content, (int) Math.max(content.length, at + count));
      System.arraycopy(bytes, 0, whole, (int) at, count);
      return whole;
    };
  }

  private static Pending truncated(long length) {
    return (content, _) -> length < content.length ? Arrays.copyOf(content, (int) length) : content;
  }

  /** What is in a file that is opened for the first time was there before. */
  private synchronized void keep(Object key, Path file) throws IOException {
    if (!forced.containsKey(key)) forced.put(key, Files.readAllBytes(file));
  }

  private synchronized void note(Object key, Pending change) {
    pending.computeIfAbsent(key, _ -> new ArrayList<>()).add(change);
  }

  private synchronized void force(Object key, Path file) throws IOException {
    if (dead) return;
    forced.put(key, Files.readAllBytes(file));
    pending.remove(key);
  }

  private final class Cached implements Output {
    private final Object key;
    private final Path file;
    private final Output real;

    private Cached(Object key, Path file, Output real) throws IOException {
      this.key = key;
      this.file = file;
      this.real = real;
      keep(key, file);
    }

    @Override
    public long length() throws IOException {
      return real.length();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      note(key, written(real.length(), Arrays.copyOfRange(bytes, from, from + count)));
      real.write(bytes, from, count);
    }

    @Override
    public void truncate(long length) throws IOException {
      note(key, truncated(length));
      real.truncate(length);
    }

    @Override
    public void force() throws IOException {
      ForgetfulDisk.this.force(key, file);
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
