package dev.jackdaw.sandbox.egress;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 as proxies speak it: CONNECT for tunnels, whole addresses for plain requests. */
final class HttpFront implements Front {
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final List<String> NOT_PASSED_ON =
      List.of("connection", "keep-alive", "proxy-", "te:", "trailer", "upgrade", "host:", "expect");

  private final String token;

  /** Creates a front for children that show the token; an empty one asks for none. */
  HttpFront(String token) {
    this.token = token;
  }

  @Override
  public Request read(Wire child) throws IOException, BadRequestException {
    var head = head(child);
    var first = head.getFirst().split(" ", -1);
    var fields = head.subList(1, head.size());
    if (first.length != 3 || !isMethod(first[0]) || !first[2].startsWith("HTTP/1."))
      throw bad(child, 400, "Bad request.");
    if (!isTrusted(fields)) throw bad(child, 407, "This proxy serves the agent's children only.");
    return first[0].equals("CONNECT") ? connect(child, first[1]) : plain(child, first, fields);
  }

  /** A token (RFC 9110, 5.6.2) of letters; anything else could pass for the end of a line. */
  private static boolean isMethod(String word) {
    return word.matches("[A-Za-z-]{1,32}");
  }

  private static List<String> head(Wire child) throws IOException, BadRequestException {
    var lines = new ArrayList<String>();
    try {
      for (int left = MAX_HEAD_BYTES; ; left -= lines.getLast().length() + 2) {
        var line = child.line(Math.max(left, 1));
        if (line.isEmpty() && !lines.isEmpty()) return lines;
        lines.add(line);
      }
    } catch (Wire.TooLongException _) {
      throw bad(child, 431, "The head of a request may have 16 KiB.");
    }
  }

  private boolean isTrusted(List<String> fields) {
    if (token.isEmpty()) return true;
    var expected = "Basic " + base64("jackdaw:" + token);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.ISO_8859_1),
        value(fields, "proxy-authorization").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Request connect(Wire child, String authority)
      throws IOException, BadRequestException {
    var colon = authority.lastIndexOf(':');
    try {
      if (colon < 1) throw new NumberFormatException();
      var port = Integer.parseUnsignedInt(authority.substring(colon + 1));
      return new Request(authority.substring(0, colon), port, "", Request.TUNNEL);
    } catch (NumberFormatException _) {
      throw bad(child, 400, "CONNECT needs a host and a port.");
    }
  }

  private static Request plain(Wire child, String[] first, List<String> fields)
      throws IOException, BadRequestException {
    try {
      var uri = URI.create(first[1]);
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
        throw bad(child, 400, "Only http:// addresses are served without CONNECT.");
      }
      if (uri.getRawUserInfo() != null) throw bad(child, 400, "No user names before the host.");
      var port = uri.getPort() < 0 ? 80 : uri.getPort();
      return new Request(uri.getHost(), port, head(first[0], uri, fields), body(child, fields));
    } catch (IllegalArgumentException _) {
      throw bad(child, 400, "This is no address.");
    }
  }

  /** The Host field is written anew, so that the server hears the host that was granted. */
  private static String head(String method, URI uri, List<String> fields) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    var head = new StringBuilder(method + " " + path + query + " HTTP/1.1\r\n");
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    head.append("Host: ").append(uri.getHost()).append(port).append("\r\nConnection: close\r\n");
    for (var field : fields) {
      var lower = field.toLowerCase(Locale.ROOT);
      if (NOT_PASSED_ON.stream().noneMatch(lower::startsWith)) head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Exactly this many bytes are passed on: a second request could name another host. */
  private static long body(Wire child, List<String> fields)
      throws IOException, BadRequestException {
    if (fields.stream().anyMatch(HttpFront::isMisleading)) {
      throw bad(child, 400, "A header field has a name with white space or no name.");
    }
    if (count(fields, "transfer-encoding") > 0) {
      throw bad(child, 411, "Send the body with a Content-Length, or use https.");
    }
    if (count(fields, "content-length") > 1) throw bad(child, 400, "Two lengths for one body.");
    var length = value(fields, "content-length");
    if (length.isEmpty()) return 0;
    if (!length.matches("[0-9]{1,18}")) throw bad(child, 400, "The Content-Length is no number.");
    return Long.parseLong(length);
  }

  private static boolean isMisleading(String field) {
    return !field.matches("[!-9;-~]+:[^\\r\\x00]*");
  }

  private static long count(List<String> fields, String name) {
    return fields.stream().filter(field -> isNamed(field, name)).count();
  }

  private static String value(List<String> fields, String name) {
    return fields.stream()
        .filter(field -> isNamed(field, name))
        .map(field -> field.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static boolean isNamed(String field, String name) {
    return field.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }

  @Override
  public void accept(Wire child) throws IOException {
    child.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void refuse(Wire child, String reason) throws IOException {
    answer(child, 403, reason);
  }

  private static BadRequestException bad(Wire child, int status, String reason) throws IOException {
    answer(child, status, reason);
    return new BadRequestException(reason);
  }

  private static void answer(Wire child, int status, String reason) throws IOException {
    var body = ("jackdaw sandbox: " + reason + "\n").getBytes(StandardCharsets.UTF_8);
    var ask = status == 407 ? "Proxy-Authenticate: Basic realm=\"jackdaw\"\r\n" : "";
    var head =
        "HTTP/1.1 %d Refused by the sandbox\r\n%sContent-Type: text/plain; charset=utf-8\r\n"
                .formatted(status, ask)
            + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length);
    child.write(head.getBytes(StandardCharsets.ISO_8859_1));
    child.write(body);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
