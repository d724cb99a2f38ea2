package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.Bpf;
import dev.jackdaw.sandbox.GitFolders;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.ProtectedPaths;
import dev.jackdaw.sandbox.Supervision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts programs that make a file tree of their own, with the workspace read-only in it, then
 * confine themselves and become the command. What the command wants to write in the workspace is
 * asked of a {@link Supervisor}, which makes the change in our tree or refuses it: so protected
 * names are held at any depth, whether they are there or not. Safe for use by several threads.
 */
public final class Supervised implements Supervision {
  private static final Path NOTHING = Path.of("/");

  private final Profile profile;
  private final ProtectedPaths protectedPaths;
  private final byte[] filter;
  private final List<Path> gitFolders;
  private final ReentrantLock changes = new ReentrantLock();
  private boolean warm;

  private Supervised(Profile profile, ProtectedPaths protectedPaths, byte[] filter) {
    this.profile = profile;
    this.protectedPaths = protectedPaths;
    this.filter = filter;
    gitFolders = profile.workspace().stream().flatMap(r -> GitFolders.of(r).stream()).toList();
  }

  /** Returns it; nothing where the machine's system calls are not known or cannot be made. */
  public static Optional<Supervision> of(Profile profile, ProtectedPaths protectedPaths) {
    try (var kernel = new Kernel.Caller()) {
      var user = (int) kernel.call(Kernel.Call.GETUID, 0, 0, 0);
      var owners = new Bpf.Pair(user, (int) kernel.call(Kernel.Call.GETGID, 0, 0, 0));
      return FileCall.watching(owners).map(code -> new Supervised(profile, protectedPaths, code));
    } catch (UnsupportedOperationException | IllegalCallerException | LinkageError _) {
      return Optional.empty();
    }
  }

  @Override
  public Process start(Launch launch, Path open) throws IOException {
    warm();
    return Starting.start(
        launch, new Spawner.Hold.Watched(ByteBuffer.wrap(filter)), this::supervise, open);
  }

  /** A watched thread would wait for itself if it had to write while it loads what it uses. */
  private synchronized void warm() throws IOException {
    if (warm) return;
    var nothing = new Launch(List.of("/bin/true"), NOTHING, Map.of(), Launch.Streams.PIPES);
    var process = Starting.start(nothing, new Spawner.Hold.Free(), _ -> {});
    process.getOutputStream().close();
    process.getInputStream().close();
    warm = true;
  }

  private void supervise(long listener) {
    var reach = new Reach(profile, null, gitFolders, protectedPaths);
    var supervisor =
        new Supervisor(new Listener(listener), reach, Sight.OWN, new Doors(0), changes);
    Thread.ofPlatform().daemon().name("sandbox supervisor").start(supervisor::run);
  }
}
