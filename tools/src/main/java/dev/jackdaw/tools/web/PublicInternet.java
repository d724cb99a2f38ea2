package dev.jackdaw.tools.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Tells addresses of the public internet from those of private networks, of this machine and of
 * cloud metadata services, by the IANA special-purpose registries (RFC 6890 and its updates).
 * Everything not known to be public is not.
 */
final class PublicInternet {
  /** First byte, second byte and so on of a network, then how many of the leading bits count. */
  private static final int[][] RESERVED_V4 = {
    {0, 0, 0, 0, 8},
    {10, 0, 0, 0, 8},
    {100, 64, 0, 0, 10},
    {127, 0, 0, 0, 8},
    {169, 254, 0, 0, 16},
    {172, 16, 0, 0, 12},
    {192, 0, 0, 0, 24},
    {192, 0, 2, 0, 24},
    {192, 31, 196, 0, 24},
    {192, 52, 193, 0, 24},
    {192, 88, 99, 0, 24},
    {192, 168, 0, 0, 16},
    {192, 175, 48, 0, 24},
    {198, 18, 0, 0, 15},
    {198, 51, 100, 0, 24},
    {203, 0, 113, 0, 24},
    {224, 0, 0, 0, 4},
    {240, 0, 0, 0, 4},
  };

  private PublicInternet() {}

  static boolean has(InetAddress address) {
    var bytes = address.getAddress();
    return address instanceof Inet4Address ? hasV4(bytes) : hasV6(bytes);
  }

  private static boolean hasV4(byte[] bytes) {
    for (var network : RESERVED_V4) {
      if (isIn(bytes, network, network[4])) return false;
    }
    return true;
  }

  /** Global unicast only; forms that carry an IPv4 address are as public as that. */
  private static boolean hasV6(byte[] bytes) {
    if (isIn(bytes, new int[] {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, 96)) {
      return hasV4(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (isIn(bytes, new int[] {0x20, 0x02}, 16)) return hasV4(Arrays.copyOfRange(bytes, 2, 6));
    return isIn(bytes, new int[] {0x20}, 3)
        && !isIn(bytes, new int[] {0x20, 0x01, 0x00}, 23)
        && !isIn(bytes, new int[] {0x20, 0x01, 0x0d, 0xb8}, 32)
        && !isIn(bytes, new int[] {0x3f, 0xff, 0x00}, 20);
  }

  private static boolean isIn(byte[] address, int[] network, int bits) {
    for (var i = 0; i * 8 < bits; i++) {
      var mask = bits - i * 8 >= 8 ? 0xff : 0xff << 8 - (bits - i * 8) & 0xff;
      if ((address[i] & mask) != (network[i] & mask)) return false;
    }
    return true;
  }
}
