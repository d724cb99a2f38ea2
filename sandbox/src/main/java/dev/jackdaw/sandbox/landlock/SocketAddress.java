package dev.jackdaw.sandbox.landlock;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a call says of the other end, or of its own: {@code struct sockaddr}. */
sealed interface SocketAddress {
  /** Of the internet's protocol. {@code local} tells that it means this machine alone. */
  record Internet(boolean local, boolean any, int port) implements SocketAddress {}

  /** A name in the file tree, bytes. */
  record Name(String path) implements SocketAddress {}

  /** None that is let through: an abstract name, another family, no whole address. */
  record Other() implements SocketAddress {}

  int AF_UNIX = 1;
  int AF_INET = 2;
  int AF_INET6 = 10;

  /** Reads it as the kernel would. */
  static SocketAddress of(byte[] bytes) {
    if (bytes.length < 3) return new Other();
    return switch (bytes[0] & 0xff | (bytes[1] & 0xff) << 8) {
      case AF_UNIX -> name(bytes);
      case AF_INET -> bytes.length < 16 ? new Other() : fourth(bytes, 4);
      case AF_INET6 -> bytes.length < 28 ? new Other() : sixth(bytes);
      default -> new Other();
    };
  }

  private static SocketAddress name(byte[] bytes) {
    var end = 2;
    while (end < bytes.length && bytes[end] != 0) end++;
    if (end == 2) return new Other();
    return new Name(new String(bytes, 2, end - 2, StandardCharsets.ISO_8859_1));
  }

  private static Internet fourth(byte[] bytes, int at) {
    var any = isZero(bytes, at, at + 4);
    return new Internet(bytes[at] == 127, any, port(bytes));
  }

  private static Internet sixth(byte[] bytes) {
    var mapped = isZero(bytes, 8, 18) && bytes[18] == -1 && bytes[19] == -1;
    if (mapped) return fourth(bytes, 20);
    var loopback = isZero(bytes, 8, 23) && bytes[23] == 1;
    return new Internet(loopback, isZero(bytes, 8, 24), port(bytes));
  }

  private static int port(byte[] bytes) {
    return (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from);
  }
}
