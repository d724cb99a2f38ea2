package dev.jackdaw.sandbox.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The way out of a sandbox: an HTTP and SOCKS 5 proxy on one socket that lets through what is
 * granted and nothing else. Serves until it is closed, each connection on a virtual thread.
 */
public final class EgressProxy implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 256;

  private final ServerSocketChannel door;
  private final SocketAddress address;
  private final Connections connections;
  private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private EgressProxy(ServerSocketChannel door, String token, EgressRules rules)
      throws IOException {
    this.door = door;
    this.address = door.getLocalAddress();
    this.connections = new Connections(rules, token);
    threads.execute(this::serve);
  }

  /** Listens on a new unix socket that only this user can use; only he may enter its folder. */
  public static EgressProxy onSocket(Path path, EgressRules rules) throws IOException {
    var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return new EgressProxy(door, "", rules);
  }

  /** Listens on a free port of the loopback address; who connects must show the token. */
  public static EgressProxy onLoopback(String token, EgressRules rules) throws IOException {
    if (token.isBlank()) throw new IllegalArgumentException("A loopback port needs a token.");
    var door = ServerSocketChannel.open();
    door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    return new EgressProxy(door, token, rules);
  }

  /** Returns where children connect to. */
  public SocketAddress address() {
    return address;
  }

  private void serve() {
    try {
      while (true) {
        var child = door.accept();
        room.acquire();
        threads.execute(() -> serve(child));
      }
    } catch (IOException | InterruptedException _) {
      // Closed: nobody asks any more.
    }
  }

  private void serve(SocketChannel child) {
    try (child) {
      connections.serve(child);
    } catch (IOException | InterruptedException _) {
      // The listener has heard of it; the child sees a closed connection.
    } finally {
      room.release();
    }
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    try (connections;
        threads;
        door) {
      threads.shutdownNow();
      if (address instanceof UnixDomainSocketAddress unix) {
        Files.deleteIfExists(unix.getPath());
      }
    }
  }
}
