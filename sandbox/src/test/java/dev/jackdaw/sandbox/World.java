package dev.jackdaw.sandbox;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What there is beside a confined command: services, and another process of the same user. */
final class World implements AutoCloseable {
  private static final String LISTENING =
      "use Socket; socket(S,AF_UNIX,SOCK_STREAM,0);"
          + " bind(S,pack_sockaddr_un(\"\\0jackdaw-probe-$$\")) or die; listen(S,5); $| = 1; print"
          + " \"$$\\n\"; sleep 300";

  private final Map<String, String> variables = new HashMap<>();
  private final ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final List<ServerSocketChannel> sockets;
  private final Process victim;

  private World(List<Path> places) throws IOException {
    sockets = places.stream().map(World::listening).toList();
    victim = new ProcessBuilder("/usr/bin/perl", "-e", LISTENING).start();
    var number = victim.inputReader().readLine();
    Thread.ofVirtual().start(this::echo);
    variables.putAll(
        Map.of(
            "PORT",
            Integer.toString(tcp.getLocalPort()),
            "UDP_PORT",
            Integer.toString(udp.getLocalPort()),
            "VICTIM",
            number,
            "SOCKET",
            places.get(0).toString(),
            "SERVICE",
            places.getLast().toString()));
  }

  /** Opens it; services of the system are in a folder that only root can write. */
  static World open(Path outside, Path home, boolean root) throws Exception {
    var agent = home.resolve(".ssh/agent");
    Files.createDirectories(agent.getParent());
    var service = Path.of("/run/jackdaw-probe-" + ProcessHandle.current().pid());
    var places =
        root
            ? List.of(outside.resolve("socket"), agent, service)
            : List.of(outside.resolve("socket"), agent);
    for (var place : places) Files.deleteIfExists(place);
    var world = new World(places);
    for (var place : places) Containment.open(place);
    return world;
  }

  private static ServerSocketChannel listening(Path place) {
    try {
      var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      return socket.bind(UnixDomainSocketAddress.of(place));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void echo() {
    var packet = new DatagramPacket(new byte[8], 8);
    try {
      while (true) {
        udp.receive(packet);
        udp.send(packet);
      }
    } catch (IOException _) {
      // closed
    }
  }

  Map<String, String> variables() {
    return variables;
  }

  /** Returns whether a command left something where all programs of the machine see it. */
  boolean isMarked() {
    var number = variables.get("VICTIM");
    return Files.exists(Path.of("/dev/shm/jackdaw-probe-" + number))
        || Files.exists(Path.of("/tmp/jackdaw-probe-" + number));
  }

  @Override
  public void close() throws IOException {
    var number = variables.get("VICTIM");
    Files.deleteIfExists(Path.of("/dev/shm/jackdaw-probe-" + number));
    Files.deleteIfExists(Path.of("/tmp/jackdaw-probe-" + number));
    victim.destroyForcibly();
    udp.close();
    tcp.close();
    for (var socket : sockets) {
      var address = (UnixDomainSocketAddress) socket.getLocalAddress();
      socket.close();
      Files.deleteIfExists(address.getPath());
    }
  }
}
