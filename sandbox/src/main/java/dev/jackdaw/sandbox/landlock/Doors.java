package dev.jackdaw.sandbox.landlock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sockets at which the commands of a workspace listen: the only ones that they can connect to,
 * but for the proxy's port. Safe for use by several threads.
 */
final class Doors {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String LISTENING = "0A";

  private final int proxyPort;
  private final Set<Long> listening = new HashSet<>();
  private final Set<Kernel.Caller.Identity> names = new HashSet<>();

  /** {@code proxyPort} is 0 where there is no proxy. */
  Doors(int proxyPort) {
    this.proxyPort = proxyPort;
  }

  /** Remembers a socket by its number, which no other one has while the machine runs. */
  synchronized void open(long socket) {
    listening.add(socket);
  }

  synchronized void open(Kernel.Caller.Identity name) {
    names.add(name);
  }

  synchronized boolean isOpen(Kernel.Caller.Identity name) {
    return names.contains(name);
  }

  /** Returns whether all who listen at the port of this machine are among the commands. */
  synchronized boolean isOpen(int port) {
    if (port == proxyPort && port != 0) return true;
    var found = false;
    try {
      for (var table : TABLES) {
        if (!Files.exists(table)) continue;
        for (var line : Files.readString(table, StandardCharsets.ISO_8859_1).split("\n")) {
          var fields = line.strip().split(" +");
          if (fields.length < 10 || !fields[3].equals(LISTENING)) continue;
          var colon = fields[1].lastIndexOf(':');
          if (Integer.parseInt(fields[1].substring(colon + 1), 16) != port) continue;
          if (!listening.contains(Long.parseLong(fields[9]))) return false;
          found = true;
        }
      }
    } catch (IOException | NumberFormatException _) {
      return false;
    }
    return found;
  }
}
