package dev.jackdaw.sandbox.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first message of a TLS client says about the server it wants (RFC 8446, 4.1.2; RFC 6066,
 * 3). {@code encrypted} tells that the true name is hidden (ECH). {@code raw} is what was read, to
 * be passed on unchanged.
 */
final class ClientHello {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_NAME = 0;
  private static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;
  private static final int MAX_BYTES = 32 * 1024;

  private final byte[] raw;
  private Optional<String> serverName = Optional.empty();
  private boolean encrypted;

  private ClientHello(byte[] raw) {
    this.raw = raw;
  }

  /** Reads records until the message is whole. Empty when this is no TLS that can be judged. */
  static Optional<ClientHello> read(Wire from) throws IOException {
    var raw = new ByteArrayOutputStream();
    var message = new ByteArrayOutputStream();
    do {
      if (from.peek() != HANDSHAKE) return Optional.empty();
      var header = from.exactly(5);
      var body = from.exactly(ByteBuffer.wrap(header).getShort(3) & 0xffff);
      raw.writeBytes(header);
      raw.writeBytes(body);
      message.writeBytes(body);
      if (body.length == 0 || raw.size() > MAX_BYTES) return Optional.empty();
    } while (message.size() < 4 || message.size() < 4 + length(message.toByteArray()));
    return parse(raw.toByteArray(), message.toByteArray());
  }

  private static int length(byte[] message) {
    return ByteBuffer.wrap(message).getInt() & 0xffffff;
  }

  private static Optional<ClientHello> parse(byte[] raw, byte[] message) {
    // Bytes after the message would be read by the server and by nobody here.
    if (message[0] != CLIENT_HELLO || message.length != 4 + length(message)) {
      return Optional.empty();
    }
    try {
      var hello = new ClientHello(raw);
      hello.body(ByteBuffer.wrap(message).position(4));
      return Optional.of(hello);
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void body(ByteBuffer body) {
    body.position(body.position() + 2 + 32);
    skip(body, body.get() & 0xff);
    skip(body, body.getShort() & 0xffff);
    skip(body, body.get() & 0xff);
    if (!body.hasRemaining()) return;
    for (var extensions = slice(body); extensions.hasRemaining(); ) {
      var type = extensions.getShort() & 0xffff;
      extension(type, slice(extensions));
    }
  }

  private void extension(int type, ByteBuffer content) {
    if (type == ENCRYPTED_CLIENT_HELLO) encrypted = true;
    if (type != SERVER_NAME) return;
    var names = slice(content);
    if (serverName.isPresent() || names.get() != 0) throw new IllegalArgumentException();
    var name = slice(names);
    if (names.hasRemaining()) throw new IllegalArgumentException();
    serverName = Optional.of(StandardCharsets.ISO_8859_1.decode(name).toString());
  }

  private static void skip(ByteBuffer buffer, int count) {
    buffer.position(buffer.position() + count);
  }

  private static ByteBuffer slice(ByteBuffer buffer) {
    var count = buffer.getShort() & 0xffff;
    var part = buffer.slice(buffer.position(), Math.min(count, buffer.remaining()));
    skip(buffer, count);
    return part;
  }

  byte[] raw() {
    return raw.clone();
  }

  /** Returns why this message may not go to {@code host}; empty if it may. */
  Optional<String> objection(Host host) {
    if (encrypted) return Optional.of("TLS hides the server's name (ECH), so it cannot be checked");
    if (host.address().isPresent() && serverName.isEmpty()) return Optional.empty();
    if (serverName.isEmpty()) return Optional.of("TLS names no server (no SNI)");
    return names(host)
        ? Optional.empty()
        : Optional.of("TLS names another server: " + serverName.get());
  }

  private boolean names(Host host) {
    try {
      return Host.parse(serverName.orElse("")).equals(host);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
