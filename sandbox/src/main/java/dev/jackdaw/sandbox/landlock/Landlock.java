package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.Bpf;
import dev.jackdaw.sandbox.GitFolders;
import dev.jackdaw.sandbox.HomeFolder;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.ProtectedPaths;
import dev.jackdaw.sandbox.Proxy;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.sandbox.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Confines by Landlock and seccomp, with a supervisor that makes the changes that are allowed.
 * Needs Linux with Landlock version 3 (6.2), on x86_64 or aarch64, but neither namespaces nor
 * another program.
 *
 * <p>What it does not do: other processes are seen, though neither signalled (version 6) nor
 * traced; names and sizes of files that cannot be read are told by {@code stat}; {@code /tmp} is
 * not there, {@code TMPDIR} names a private folder and {@code HOME} one in it.
 */
public final class Landlock implements Sandbox {
  private static final String NAME = "landlock";
  private static final int PROBE_SECONDS = 10;
  private static final List<String> TEMPORARY = List.of("TMPDIR", "TMP", "TEMP");

  /** The last is what every {@code java} reads, but that of JDK 8; it says so on its errors. */
  private static final List<String> JAVA = List.of("MAVEN_OPTS", "GRADLE_OPTS", "JDK_JAVA_OPTIONS");

  private static final List<String> DEVICES =
      List.of("null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts");
  private static final List<String> NEVER_READ =
      List.of(
          "/home",
          "/root",
          "/Users",
          "/run",
          "/var/run",
          "/tmp",
          "/var/tmp",
          "/dev",
          "/etc/shadow",
          "/etc/shadow-",
          "/etc/gshadow",
          "/etc/gshadow-",
          "/etc/sudoers");

  private final Profile profile;
  private final ProtectedPaths protectedPaths;
  private final Path scratch;
  private final Optional<Proxy> proxy;
  private final int version;
  private final byte[] filter;
  private final List<Path> gitFolders;
  private final Doors doors;
  private final ReentrantLock changes = new ReentrantLock();
  private final Set<SpawnedProcess> processes = new HashSet<>();
  private volatile boolean warm;
  private long rules = -1;
  private boolean closed;

  private Landlock(
      Profile profile,
      ProtectedPaths protectedPaths,
      Path scratch,
      Optional<Proxy> proxy,
      int version,
      byte[] filter) {
    this.profile = profile;
    this.protectedPaths = protectedPaths;
    this.scratch = scratch;
    this.proxy = proxy;
    this.version = version;
    this.filter = filter;
    doors = new Doors(proxy.map(Proxy::port).orElse(0));
    gitFolders = profile.workspace().stream().flatMap(r -> GitFolders.of(r).stream()).toList();
  }

  /** Returns the kernel's version of Landlock; nothing when it has none or cannot be asked. */
  public static OptionalInt version() {
    if (!System.getProperty("os.name", "").equals("Linux")) return OptionalInt.empty();
    try (var kernel = new Kernel.Caller()) {
      return Ruleset.version(kernel);
    } catch (UnsupportedOperationException | IllegalCallerException | LinkageError _) {
      return OptionalInt.empty();
    }
  }

  /**
   * Makes it, and tries it.
   *
   * @param proxy all that can be reached; closed with the sandbox
   * @throws IOException saying why this machine has none
   */
  public static Landlock open(Profile profile, ProtectedPaths protectedPaths, Optional<Proxy> proxy)
      throws IOException, InterruptedException {
    var version = version();
    if (version.isEmpty()) throw new IOException("Landlock is not in this kernel");
    if (version.getAsInt() < Ruleset.LEAST_USEFUL_VERSION) {
      throw new IOException(
          "this kernel's Landlock (version " + version.getAsInt() + ") is too old");
    }
    var filter = FileCall.filter(owners());
    if (filter.isEmpty()) throw new IOException("not on this kind of processor");
    // Created with mode 700.
    var scratch = Files.createTempDirectory("jackdaw-sandbox").toRealPath();
    var landlock =
        new Landlock(profile, protectedPaths, scratch, proxy, version.getAsInt(), filter.get());
    try {
      landlock.furnish();
      var trouble = landlock.trouble();
      if (trouble.isEmpty()) return landlock;
      throw new IOException(trouble.get());
    } catch (IOException | InterruptedException e) {
      landlock.closeRules();
      Scratch.remove(scratch);
      throw e;
    }
  }

  private static Bpf.Pair owners() {
    try (var kernel = new Kernel.Caller()) {
      var user = (int) kernel.call(Kernel.Call.GETUID, 0, 0, 0);
      return new Bpf.Pair(user, (int) kernel.call(Kernel.Call.GETGID, 0, 0, 0));
    }
  }

  /** It is run, because a container may forbid what the kernel has. */
  private Optional<String> trouble() throws InterruptedException {
    try {
      var start = profile.workspace().getFirst();
      var script = "echo x > \"$TMPDIR/probe\" && rm \"$TMPDIR/probe\"";
      var probe =
          start(
              new Launch(
                  List.of("/bin/sh", "-c", script),
                  start,
                  Map.of("PATH", "/usr/bin:/bin"),
                  Launch.Streams.PIPES));
      probe.getOutputStream().close();
      var said =
          new String(
              probe.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        probe.destroyForcibly();
        return Optional.of("it does not come to an end");
      }
      if (probe.exitValue() == 0) return Optional.empty();
      return Optional.of(said.isBlank() ? "status " + probe.exitValue() : said.strip());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Process start(Launch launch) throws IOException {
    if (!launch.around().isEmpty()) throw new IOException("no layer can be put around " + name());
    warm();
    return start(launch, true);
  }

  /** The first process is an unrestricted one that loads all that a restricted thread uses. */
  private synchronized void warm() throws IOException {
    if (closed) throw new IOException("the sandbox is closed");
    if (warm) return;
    var nothing = new Launch(List.of("/bin/true"), Path.of("/"), Map.of(), Launch.Streams.PIPES);
    var process = start(nothing, false);
    process.getOutputStream().close();
    process.getInputStream().close();
    warm = true;
  }

  private SpawnedProcess start(Launch launch, boolean confined) throws IOException {
    if (!confined) return Starting.start(launch, new Spawner.Hold.Free(), this::supervise);
    var hold = new Spawner.Hold.Confined(rules(), ByteBuffer.wrap(filter));
    var process = Starting.start(withOwnVariables(launch), hold, this::supervise);
    remember(process);
    return process;
  }

  private void supervise(long listener) {
    var reach = new Reach(profile, scratch, gitFolders, protectedPaths);
    var supervisor = new Supervisor(new Listener(listener), reach, Sight.SHARED, doors, changes);
    Thread.ofPlatform().daemon().name("sandbox supervisor").start(supervisor::run);
  }

  private synchronized void remember(SpawnedProcess process) {
    processes.add(process);
    var _ = process.onExit().thenAccept(_ -> forget(process));
  }

  private synchronized void forget(SpawnedProcess process) {
    processes.remove(process);
  }

  /**
   * Returns the descriptor of the rules, made with the first command. They are about folders, so
   * what is made in one later is covered; what is made beside something hidden is not.
   */
  private synchronized long rules() throws IOException {
    if (closed) throw new IOException("the sandbox is closed");
    if (rules >= 0) return rules;
    try (var kernel = new Kernel.Caller()) {
      var made = new Ruleset(kernel, version);
      try {
        allowAll(made);
      } catch (IOException | RuntimeException e) {
        kernel.close(made.descriptor());
        throw e;
      }
      rules = made.descriptor();
      return rules;
    }
  }

  private void allowAll(Ruleset rules) throws IOException {
    var hidden = new LinkedHashSet<Path>(profile.hidden());
    for (var folder : NEVER_READ) hidden.add(Path.of(folder));
    hidden.add(profile.home());
    for (var path : Visible.below(Path.of("/"), List.copyOf(hidden))) {
      rules.allow(path, Ruleset.READ);
    }
    for (var name : HomeFolder.CACHES) allow(rules, profile.home().resolve(name));
    for (var root : profile.workspace()) allow(rules, root);
    for (var folder : gitFolders) allow(rules, folder);
    for (var path : profile.readable()) rules.allow(path, Ruleset.READ);
    rules.allow(scratch, Ruleset.READ);
    for (var name : DEVICES) rules.allow(Path.of("/dev", name), Ruleset.DEVICE | Ruleset.READ);
  }

  /** What is hidden stays so in what is seen. */
  private void allow(Ruleset rules, Path folder) throws IOException {
    for (var path : Visible.below(folder, profile.hidden())) rules.allow(path, Ruleset.READ);
  }

  private Path home() {
    return scratch.resolve("home");
  }

  /** A home folder of its own, because one that may not be read is worse than an empty one. */
  private void furnish() throws IOException {
    Files.createDirectory(home());
    for (var name : HomeFolder.CACHES) {
      var cache = profile.home().resolve(name);
      if (!Files.exists(cache)) continue;
      var link = home().resolve(name);
      Files.createDirectories(link.getParent());
      if (!Files.exists(link)) Files.createSymbolicLink(link, cache);
    }
    for (var file : profile.shown().entrySet()) {
      var copy = home().resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      if (!Files.exists(copy)) Files.copy(file.getValue(), copy);
    }
  }

  private Launch withOwnVariables(Launch launch) {
    var variables = new HashMap<>(launch.environment());
    for (var name : TEMPORARY) variables.put(name, scratch.toString());
    variables.put("HOME", home().toString());
    var java = "-Djava.io.tmpdir=" + scratch + " -Duser.home=" + home();
    for (var name : JAVA) variables.merge(name, java, (old, own) -> old + " " + own);
    proxy.ifPresent(of -> of.tell(variables));
    return launch.withEnvironment(variables);
  }

  @Override
  public void close() {
    List<SpawnedProcess> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(processes);
    }
    for (var process : left) endAll(process);
    closeRules();
    Scratch.remove(scratch);
    proxy.map(Proxy::closeable).ifPresent(Sandbox::closeQuietly);
  }

  private synchronized void closeRules() {
    if (rules < 0) return;
    try (var kernel = new Kernel.Caller()) {
      kernel.close(rules);
    }
    rules = -1;
  }

  /** Ends what is in the process's session and what it started. */
  private static void endAll(SpawnedProcess process) {
    var all = new ArrayList<ProcessHandle>();
    all.add(process.toHandle());
    process.toHandle().descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
