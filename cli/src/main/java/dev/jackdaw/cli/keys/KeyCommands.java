package dev.jackdaw.cli.keys;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code jackdaw keys …}. A key is never shown. */
public final class KeyCommands {
  private static final int MAX_BYTES = 16 << 10;

  private final StoredKeys stored;
  private final List<String> providers;
  private final PrintWriter out;

  public KeyCommands(StoredKeys stored, List<String> providers, PrintWriter out) {
    this.stored = stored;
    this.providers = List.copyOf(providers);
    this.out = out;
  }

  /** Keeps the key that is typed without being shown, or that comes through a pipe. */
  public void set(String provider, InputStream in) {
    requireKnown(provider);
    var key = read(provider, in).strip();
    if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "bad-key",
          "That is no key: a key is one word of visible ASCII characters. Nothing was changed.");
    }
    out.println("The key for " + provider + " is kept in " + stored.keep(provider, key) + ".");
    out.flush();
  }

  @SuppressWarnings("SystemConsoleNull") // a linked image without jdk.internal.le has none
  private static String read(String provider, InputStream in) {
    var console = System.console();
    if (console != null && console.isTerminal()) {
      var typed = console.readPassword("Key for %s (it is not shown): ", provider);
      return typed == null ? "" : new String(typed);
    }
    try {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "input-unreadable",
          "standard input cannot be read: " + e.getMessage(),
          e);
    }
  }

  private void requireKnown(String provider) {
    if (providers.contains(provider)) return;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "provider-unknown",
        "There is no provider \""
            + provider
            + "\""
            + Nearest.hint(provider, providers)
            + " Providers are "
            + String.join(", ", providers)
            + ".");
  }

  /** Prints whose keys are kept, and where. */
  public void list() {
    var kept = stored.providers();
    if (kept.isEmpty()) out.println("No key is kept. \"jackdaw keys set PROVIDER\" keeps one.");
    for (var provider : kept) {
      var place = stored.place(provider).orElse("a key store that is not there now");
      out.println(provider + "  in " + place);
    }
    out.flush();
  }

  /** Forgets a key. */
  public void remove(String provider) {
    out.println(
        stored.forget(provider)
            ? "The key for " + provider + " is forgotten."
            : "No key for " + provider + " was kept.");
    out.flush();
  }
}
