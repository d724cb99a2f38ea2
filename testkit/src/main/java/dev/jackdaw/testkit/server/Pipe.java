package dev.jackdaw.testkit.server;

import java.io.IOException;
import java.net.Socket;

/** Passes on what two sockets say to each other, until one of them is done. */
final class Pipe {
  private Pipe() {}

  static void both(Socket one, Socket other) throws IOException, InterruptedException {
    var back = Thread.ofVirtual().start(() -> pass(other, one));
    pass(one, other);
    back.join();
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException | UnsupportedOperationException _) {
      // the other direction ends by itself
    }
  }
}
