package dev.jackdaw.sandbox.egress;

import dev.jackdaw.sandbox.egress.Verdict.Open;
import dev.jackdaw.sandbox.egress.Verdict.Refused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Serves one connection of a child from its request to its end. Thread-safe. */
final class Connections implements AutoCloseable {
  /** A fatal alert, access_denied (RFC 8446, 6.2), as a TLS 1.2 record. */
  private static final byte[] ACCESS_DENIED = {21, 3, 3, 0, 2, 2, 49};

  private static final int DRAINED_BYTES = 64 * 1024;

  private final EgressRules rules;
  private final Gate gate;
  private final String token;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  Connections(EgressRules rules, String token) {
    this.rules = rules;
    this.token = token;
    gate = new Gate(rules.grants(), rules.resolver(), rules.clock());
  }

  void serve(SocketChannel channel) throws IOException, InterruptedException {
    var child = new Wire(channel);
    try {
      Front front;
      Front.Request request;
      try (var _ = new Watch(timer, rules.patience(), channel)) {
        front = child.peek() == SocksFront.VERSION ? new SocksFront(token) : new HttpFront(token);
        request = front.read(child);
      }
      switch (gate.judge(request.host(), request.port())) {
        case Refused(var reason) -> {
          tell(request, false, reason, 0, 0);
          front.refuse(child, reason);
        }
        case Open open -> connect(open, front, request, child);
      }
    } catch (Front.BadRequestException e) {
      var reason = String.valueOf(e.getMessage());
      tell(new Front.Request("", 0, "", 0), false, reason, 0, 0);
    }
    drain(child);
  }

  /** Reads what the child still says, because closing with it unread would lose the answer. */
  private void drain(Wire child) throws IOException {
    try (var _ = new Watch(timer, rules.patience(), child.channel())) {
      child.channel().shutdownOutput();
      for (int left = DRAINED_BYTES; left > 0; ) {
        var count = child.some().length;
        if (count == 0) return;
        left -= count;
      }
    }
  }

  private void connect(Open open, Front front, Front.Request request, Wire child)
      throws IOException, InterruptedException {
    try (var channel = dial(open)) {
      var tunnel = new Tunnel(child, new Wire(channel), timer, rules.idle());
      carry(open, front, request, child, tunnel);
    } catch (DialException e) {
      tell(request, true, String.valueOf(e.getMessage()), 0, 0);
      front.refuse(child, String.valueOf(e.getMessage()));
    }
  }

  /** Tries the checked addresses in turn; {@code SocketChannel} looks nothing up for them. */
  private SocketChannel dial(Open open) throws IOException, DialException {
    for (var address : open.addresses()) {
      var channel = SocketChannel.open();
      try (var _ = new Watch(timer, rules.patience(), channel)) {
        channel.connect(new InetSocketAddress(address, open.port()));
        return channel;
      } catch (IOException _) {
        Watch.end(channel);
      }
    }
    throw new DialException(open.host() + " port " + open.port() + " does not answer.");
  }

  private void carry(Open open, Front front, Front.Request request, Wire child, Tunnel tunnel)
      throws IOException, InterruptedException {
    var reason = "";
    var allowed = true;
    try {
      if (request.isTunnel()) {
        front.accept(child);
        reason = objection(open, child, tunnel);
        allowed = reason.isEmpty();
        if (allowed) tunnel.both();
      } else {
        tunnel.send(request.head().getBytes(StandardCharsets.ISO_8859_1));
        tunnel.send(request.body());
        tunnel.answer();
      }
    } catch (IOException e) {
      reason = "broke off";
      throw e;
    } finally {
      tell(request, allowed, reason, tunnel.sent.get(), tunnel.received.get());
    }
  }

  /** Passes the first message of TLS on, or returns why not. Everything else is refused. */
  private String objection(Open open, Wire child, Tunnel tunnel) throws IOException {
    try (var _ = new Watch(timer, rules.patience(), child.channel())) {
      var hello = ClientHello.read(child);
      if (hello.isEmpty()) return "only TLS is let through a tunnel; use http:// for the rest";
      var objection = hello.get().objection(open.host());
      if (objection.isEmpty()) tunnel.send(hello.get().raw());
      else child.write(ACCESS_DENIED);
      return objection.orElse("");
    }
  }

  private void tell(Front.Request asked, boolean allowed, String reason, long sent, long received) {
    var now = rules.clock().instant();
    rules
        .listener()
        .ended(new EgressEvent(now, asked.host(), asked.port(), allowed, reason, sent, received));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** No address of a granted host answered. */
  private static final class DialException extends Exception {
    private static final long serialVersionUID = 1;

    DialException(String message) {
      super(message);
    }
  }
}
