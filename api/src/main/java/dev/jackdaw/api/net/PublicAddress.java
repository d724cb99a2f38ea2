package dev.jackdaw.api.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public internet from those of private networks, of this machine and of
 * cloud metadata services, after the special-purpose registries of IANA (RFC 6890 and its updates).
 * What is not known to be public is not: IPv6 is public only inside 2000::/3, and where it carries
 * an IPv4 address through a translator (64:ff9b::/96, RFC 6052) as far as that one is.
 */
public final class PublicAddress {
  private static final int IPV4_BYTES = 4;
  private static final List<Block> NOT_PUBLIC =
      List.of(
          block("0.0.0.0", 8),
          block("10.0.0.0", 8),
          block("100.64.0.0", 10),
          block("127.0.0.0", 8),
          block("169.254.0.0", 16),
          block("172.16.0.0", 12),
          block("192.0.0.0", 24),
          block("192.0.2.0", 24),
          block("192.31.196.0", 24),
          block("192.52.193.0", 24),
          block("192.88.99.0", 24),
          block("192.168.0.0", 16),
          block("192.175.48.0", 24),
          block("198.18.0.0", 15),
          block("198.51.100.0", 24),
          block("203.0.113.0", 24),
          block("224.0.0.0", 3),
          // The metadata service of one large provider answers on a public address.
          block("168.63.129.16", 32),
          block("2001::", 23),
          block("2001:db8::", 32),
          block("2002::", 16),
          block("3fff::", 20));
  private static final Block GLOBAL_UNICAST = block("2000::", 3);
  private static final Block TRANSLATED = block("64:ff9b::", 96);

  private PublicAddress() {}

  /** Returns whether the address is public. */
  public static boolean test(InetAddress address) {
    if (TRANSLATED.holds(address)) return test(lastFour(address));
    if (!(address instanceof Inet4Address) && !GLOBAL_UNICAST.holds(address)) return false;
    return NOT_PUBLIC.stream().noneMatch(block -> block.holds(address));
  }

  private static InetAddress lastFour(InetAddress address) {
    var bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Block block(String start, int bits) {
    return new Block(InetAddress.ofLiteral(start), bits);
  }

  /** The addresses that share the first {@code bits} bits with {@code start}. */
  private record Block(InetAddress start, int bits) {
    boolean holds(InetAddress address) {
      var mine = start.getAddress();
      var other = address.getAddress();
      if (mine.length != other.length) return false;
      var whole = bits / 8;
      if (!Arrays.equals(mine, 0, whole, other, 0, whole)) return false;
      return bits % 8 == 0 || ((mine[whole] ^ other[whole]) & 0xff) >> (8 - bits % 8) == 0;
    }
  }
}
