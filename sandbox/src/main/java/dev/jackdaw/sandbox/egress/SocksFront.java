package dev.jackdaw.sandbox.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SOCKS 5 (RFC 1928) with CONNECT only, and passwords (RFC 1929) where a token is asked for. */
final class SocksFront implements Front {
  static final int VERSION = 5;
  private static final int CONNECT = 1;
  private static final int REFUSED_BY_RULE = 2;
  private static final int NO_SUCH_COMMAND = 7;
  private static final int NO_SUCH_ADDRESS_TYPE = 8;
  private static final byte NONE_FITS = (byte) 0xff;

  private final String token;

  SocksFront(String token) {
    this.token = token;
  }

  @Override
  public Request read(Wire child) throws IOException, BadRequestException {
    greet(child);
    child.next();
    var command = child.next();
    child.next();
    if (command != CONNECT) throw bad(child, NO_SUCH_COMMAND, "only CONNECT is served, no UDP");
    var host = host(child, child.next());
    var port = child.next() << 8 | child.next();
    return new Request(host, port, "", Request.TUNNEL);
  }

  private void greet(Wire child) throws IOException, BadRequestException {
    child.next();
    var methods = child.exactly(child.next());
    byte wanted = (byte) (token.isEmpty() ? 0 : 2);
    for (var method : methods) {
      if (method == wanted) {
        child.write(new byte[] {VERSION, wanted});
        if (!token.isEmpty()) checkPassword(child);
        return;
      }
    }
    child.write(new byte[] {VERSION, NONE_FITS});
    throw new BadRequestException("no way to authenticate fits");
  }

  private void checkPassword(Wire child) throws IOException, BadRequestException {
    child.next();
    child.exactly(child.next());
    var password = child.exactly(child.next());
    var right = MessageDigest.isEqual(password, token.getBytes(StandardCharsets.ISO_8859_1));
    child.write(new byte[] {1, (byte) (right ? 0 : 1)});
    if (!right) throw new BadRequestException("the token is wrong");
  }

  private static String host(Wire child, int type) throws IOException, BadRequestException {
    return switch (type) {
      case 1 -> InetAddress.getByAddress(child.exactly(4)).getHostAddress();
      case 3 -> new String(child.exactly(child.next()), StandardCharsets.ISO_8859_1);
      case 4 -> InetAddress.getByAddress(child.exactly(16)).getHostAddress();
      default -> throw bad(child, NO_SUCH_ADDRESS_TYPE, "this kind of address is unknown");
    };
  }

  @Override
  public void accept(Wire child) throws IOException {
    reply(child, 0);
  }

  @Override
  public void refuse(Wire child, String reason) throws IOException {
    reply(child, REFUSED_BY_RULE);
  }

  private static BadRequestException bad(Wire child, int code, String reason) throws IOException {
    reply(child, code);
    return new BadRequestException(reason);
  }

  private static void reply(Wire child, int code) throws IOException {
    child.write(new byte[] {VERSION, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
  }
}
