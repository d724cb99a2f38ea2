package dev.jackdaw.tui.markdown;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where links lead, and what may be said of it. */
final class Addresses {
  private static final Pattern HOST_LIKE =
      Pattern.compile(
          "(?i)\\b(?:https?://)?(?:[^\\s/@()]+@)?((?:[\\p{L}\\p{N}-]+\\.)+\\p{L}{2,24})(?=[/:?#\\s]|$)");

  private Addresses() {}

  /** Returns the address as a terminal may be told it; empty for kinds that are not followed. */
  static String followable(String address) {
    var lower = address.toLowerCase(Locale.ROOT);
    var known =
        lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("mailto:");
    return known ? ascii(address) : "";
  }

  private static String ascii(String address) {
    var out = new StringBuilder();
    for (var b : address.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && b != '\\' && b != '"') out.append((char) b);
      else out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
    }
    return out.toString();
  }

  /** Returns the host that a browser would go to, in ASCII; empty for addresses without one. */
  static Optional<String> host(String address) {
    var lower = address.toLowerCase(Locale.ROOT);
    if (lower.startsWith("mailto:")) {
      var at = lower.lastIndexOf('@');
      return at < 0
          ? Optional.empty()
          : Optional.of(lower.substring(at + 1).replaceAll("\\?.*", ""));
    }
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) return Optional.empty();
    var authority = lower.substring(lower.indexOf("//") + 2).replace('\\', '/');
    authority = authority.split("[/?#]", 2)[0];
    return Optional.of(plain(authority.substring(authority.lastIndexOf('@') + 1)));
  }

  private static String plain(String host) {
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException _) {
      return ascii(host);
    }
  }

  /** Returns the host that a text names, as a reader would take it. */
  static Optional<String> named(String text) {
    var found = HOST_LIKE.matcher(text);
    return found.find()
        ? Optional.of(plain(found.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** Returns whether a text that names one host leads to another. */
  static boolean isMisleading(String text, String address) {
    var host = host(address);
    var named = named(text);
    if (host.isEmpty() || named.isEmpty() || isFile(named.get())) return false;
    return !bare(host.get()).equals(bare(named.get()))
        && !bare(host.get()).endsWith("." + bare(named.get()));
  }

  /** Names of files look like hosts; their endings are hardly ever those of hosts people trust. */
  private static boolean isFile(String name) {
    return name.matches(
        ".*\\.(java|kt|md|py|rs|sh|ts|tsx|js|jsx|json|ya?ml|toml|xml|html|css|txt|go|rb|php|c|h|cc|cpp|hpp|cs|sql|gradle|properties|lock|cfg|conf|ini|log)");
  }

  private static String bare(String host) {
    var name = host.replaceAll(":\\d*$", "");
    return name.startsWith("www.") ? name.substring(4) : name;
  }
}
