package dev.jackdaw.sandbox;

import dev.jackdaw.sandbox.landlock.Landlock;
import dev.jackdaw.sandbox.landlock.Supervised;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands confined, one after another, for a test that is another user: what is confined
 * cannot become one. It reads what to run, and answers with the status and what was said.
 */
final class ConfinedRun implements AutoCloseable {
  /** Names that are obeyed, as the policy knows them; here those that probes try. */
  private static final Set<String> OBEYED =
      Set.of(".git", ".vscode", ".claude", ".mcp.json", ".envrc");

  private static final Path BWRAP = Path.of("/usr/bin/bwrap");

  private final Process process;
  private final DataOutputStream to;
  private final DataInputStream from;

  private ConfinedRun(Process process) {
    this.process = process;
    to = new DataOutputStream(process.getOutputStream());
    from = new DataInputStream(process.getInputStream());
  }

  static boolean isObeyed(Path path) {
    for (var name : path) {
      if (OBEYED.contains(name.toString().toLowerCase(Locale.ROOT))) return true;
    }
    return false;
  }

  /** Starts it by the words before the JVM. */
  static ConfinedRun as(List<String> before) throws IOException {
    var line = new ArrayList<>(before);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.add(ConfinedRun.class.getName());
    var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ConfinedRun(builder.start());
  }

  /** Runs a script; {@code temporary} is a folder that whoever runs it can write. */
  Containment.Ended run(
      String backend,
      Profile.Git git,
      Path home,
      Path temporary,
      List<String> script,
      Map<String, String> environment)
      throws IOException {
    for (var word : List.of(backend, git.name(), home.toString(), temporary.toString())) {
      to.writeUTF(word);
    }
    to.writeInt(script.size());
    for (var word : script) to.writeUTF(word);
    to.writeInt(environment.size());
    for (var variable : environment.entrySet()) {
      to.writeUTF(variable.getKey());
      to.writeUTF(variable.getValue());
    }
    to.flush();
    return new Containment.Ended(from.readInt(), from.readUTF());
  }

  @Override
  public void close() throws IOException {
    to.close();
    process.destroy();
  }

  public static void main(String[] arguments) throws Exception {
    var in = new DataInputStream(System.in);
    var out = new DataOutputStream(System.out);
    while (true) {
      try {
        var ended = ran(in);
        out.writeInt(ended.code());
        out.writeUTF(ended.said());
        out.flush();
      } catch (EOFException _) {
        return;
      }
    }
  }

  private static Containment.Ended ran(DataInputStream in) throws Exception {
    var backend = in.readUTF();
    var git = Profile.Git.valueOf(in.readUTF());
    var home = Path.of(in.readUTF());
    var temporary = Path.of(in.readUTF());
    var command = new ArrayList<String>();
    for (var left = in.readInt(); left > 0; left--) command.add(in.readUTF());
    var environment = new HashMap<String, String>();
    for (var left = in.readInt(); left > 0; left--) environment.put(in.readUTF(), in.readUTF());
    var profile = profile(home, git);
    try (var sandbox = sandbox(backend, profile, temporary)) {
      if (sandbox == null) return new Containment.Ended(-1, backend + " does not work");
      var folder = profile.workspace().getFirst();
      var process = sandbox.start(new Launch(command, folder, environment, Launch.Streams.PIPES));
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Containment.Ended(process.waitFor(), said);
    } catch (IOException e) {
      return new Containment.Ended(-1, String.valueOf(e.getMessage()));
    }
  }

  static Profile profile(Path home, Profile.Git git) {
    return new Profile(
        List.of(home.resolve("project")),
        home,
        List.of(home.resolveSibling("own")),
        List.of("AGENTS.md", "mvnw"),
        git,
        Optional.empty());
  }

  /** Returns the sandbox by its name, null where it does not work here. */
  static @Nullable Sandbox sandbox(String backend, Profile profile, Path temporary)
      throws Exception {
    if (backend.equals("landlock")) {
      if (Landlock.version().orElse(0) < 6) return null;
      return Landlock.open(profile, ConfinedRun::isObeyed, Optional.empty());
    }
    if (!Files.isExecutable(BWRAP)) return null;
    var supervision =
        backend.equals("bwrap")
            ? Supervised.of(profile, ConfinedRun::isObeyed)
            : Optional.<Supervision>empty();
    var bubblewrap = new Bubblewrap(BWRAP, SystemCalls.write(temporary));
    var sandbox = new BubblewrapSandbox(bubblewrap, profile, Optional.empty(), supervision);
    if (sandbox.trouble().isEmpty()) return sandbox;
    sandbox.close();
    return null;
  }
}
