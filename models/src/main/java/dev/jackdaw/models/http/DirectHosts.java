package dev.jackdaw.models.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that are reached without a proxy, as {@code NO_PROXY} lists them, separated by commas
 * or blanks: a name with everything below it ({@code example.org}, {@code .example.org} and {@code
 * *.example.org} mean the same), an address, a range of addresses ({@code 10.0.0.0/8}, {@code
 * fd00::/8}), each with {@code :port} if it is about one port only, and {@code *} for all. Ranges
 * are compared with addresses that stand in the URL; no name is looked up for them. What cannot be
 * read is passed over, as other programs do.
 */
final class DirectHosts {
  private final List<Entry> entries = new ArrayList<>();

  DirectHosts(String list) {
    for (var written : list.split("[,\\s]+", -1)) {
      if (!written.isEmpty()) entries.add(Entry.of(written.toLowerCase(Locale.ROOT)));
    }
  }

  boolean contains(String host, int port) {
    var plain = withoutBrackets(host.toLowerCase(Locale.ROOT));
    if (plain.endsWith(".")) plain = plain.substring(0, plain.length() - 1);
    for (var entry : entries) {
      if (entry.port() != 0 && entry.port() != port) continue;
      if (entry.target().matches(plain)) return true;
    }
    return false;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** What an entry is about. */
  private sealed interface Target {
    boolean matches(String host);
  }

  private record Everything() implements Target {
    @Override
    public boolean matches(String host) {
      return true;
    }
  }

  private record Name(String name) implements Target {
    @Override
    public boolean matches(String host) {
      return host.equals(name) || host.endsWith("." + name);
    }
  }

  private record Range(IpAddress base, int bits) implements Target {
    @Override
    public boolean matches(String host) {
      return IpAddress.parse(host).filter(address -> address.startsWith(base, bits)).isPresent();
    }
  }

  /** An entry; port 0 stands for every port. */
  private record Entry(Target target, int port) {
    static Entry of(String written) {
      if (written.equals("*")) return new Entry(new Everything(), 0);
      var colon = written.lastIndexOf(':');
      var isOneColon = colon > 0 && written.indexOf(':') == colon;
      if (colon > 0 && (isOneColon || written.charAt(colon - 1) == ']')) {
        var port = number(written.substring(colon + 1), 65_535);
        if (port > 0) return new Entry(target(written.substring(0, colon)), port);
      }
      return new Entry(target(written), 0);
    }

    private static Target target(String written) {
      var slash = written.indexOf('/');
      var address = withoutBrackets(slash < 0 ? written : written.substring(0, slash));
      var base = IpAddress.parse(address);
      if (base.isEmpty()) return new Name(address.replaceFirst("^(\\*\\.|\\.)", ""));
      var all = base.get().bits();
      var bits = slash < 0 ? all : number(written.substring(slash + 1), all);
      return bits < 0 ? new Name(written) : new Range(base.get(), bits);
    }

    private static int number(String digits, int most) {
      try {
        var number = Integer.parseInt(digits);
        return number >= 0 && number <= most ? number : -1;
      } catch (NumberFormatException _) {
        return -1;
      }
    }
  }
}
