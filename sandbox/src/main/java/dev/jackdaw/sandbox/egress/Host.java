package dev.jackdaw.sandbox.egress;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host as it is compared: lower case, punycode, no trailing dot, or an IP address in its usual
 * notation. {@code text} never holds user info, a port or brackets.
 */
public record Host(String text, Optional<InetAddress> address) {
  private static final int MAX_CHARACTERS = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  /**
   * Reads a host name, an IPv4 address in four decimal parts or an IPv6 address with or without
   * brackets.
   *
   * @throws IllegalArgumentException if it is none of these; the message says why
   */
  public static Host parse(String spelled) {
    if (spelled.indexOf(':') >= 0 || spelled.startsWith("[")) return sixth(spelled);
    var name = ascii(spelled);
    if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
    var labels = List.of(name.split("\\.", -1));
    if (NUMBER.matcher(labels.getLast()).matches()) return fourth(spelled, name);
    for (var label : labels) {
      if (!LABEL.matcher(label).matches()) throw bad(spelled, "has the label \"" + label + "\"");
    }
    if (name.length() > MAX_CHARACTERS) throw bad(spelled, "is longer than 253 characters");
    return new Host(name, Optional.empty());
  }

  /** Returns the labels from left to right; an IP address is one label. */
  List<String> labels() {
    return address.isPresent() ? List.of(text) : List.of(text.split("\\."));
  }

  private static String ascii(String spelled) {
    try {
      return IDN.toASCII(spelled, 0).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw bad(spelled, "has a label that no domain name can have");
    }
  }

  /** Only the notation everybody reads alike: octal, hexadecimal and short forms are refused. */
  private static Host fourth(String spelled, String name) {
    try {
      var address = Inet4Address.ofLiteral(name);
      if (!address.getHostAddress().equals(name)) throw bad(spelled, "is an unusual IPv4 notation");
      return new Host(name, Optional.of(address));
    } catch (IllegalArgumentException e) {
      throw bad(spelled, "is an unusual IPv4 notation; write four decimal numbers");
    }
  }

  private static Host sixth(String spelled) {
    var bracketed = spelled.startsWith("[") && spelled.endsWith("]");
    var inner = bracketed ? spelled.substring(1, spelled.length() - 1) : spelled;
    if (inner.indexOf('%') >= 0) throw bad(spelled, "names a network interface");
    try {
      var address = InetAddress.ofLiteral(inner);
      return new Host(address.getHostAddress(), Optional.of(address));
    } catch (IllegalArgumentException e) {
      throw bad(spelled, "is no IPv6 address");
    }
  }

  private static IllegalArgumentException bad(String spelled, String problem) {
    return new IllegalArgumentException("The host \"" + spelled + "\" " + problem + ".");
  }

  @Override
  public String toString() {
    return text;
  }
}
