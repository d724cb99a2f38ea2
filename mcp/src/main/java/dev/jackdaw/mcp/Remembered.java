package dev.jackdaw.mcp;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of a server for those who complete words: asked for once, and again when the server
 * says that they changed or, where it does not say so, after a while. Safe for use by several
 * threads.
 */
final class Remembered {
  private static final long FRESH_NANOS = 15_000_000_000L;

  /** What is remembered. */
  enum What {
    PROMPTS("prompts"),
    RESOURCES("resources"),
    TEMPLATES("resources");

    private final String capability;

    What(String capability) {
      this.capability = capability;
    }

    private List<Json.Obj> of(Client client) throws IOException, InterruptedException {
      return switch (this) {
        case PROMPTS -> client.prompts();
        case RESOURCES -> client.resources();
        case TEMPLATES -> client.resourceTemplates();
      };
    }
  }

  private record Kept(Client client, List<Json.Obj> items, long at) {}

  private final Map<What, Kept> kept = new EnumMap<>(What.class); // guarded by this

  List<Json.Obj> list(What what, Client client) throws IOException, InterruptedException {
    synchronized (this) {
      var known = kept.get(what);
      if (known != null && known.client() == client && isFresh(what, known)) return known.items();
    }
    var items = what.of(client);
    synchronized (this) {
      kept.put(what, new Kept(client, items, System.nanoTime()));
    }
    return items;
  }

  /** Returns what was heard last; asks nobody. */
  synchronized List<Json.Obj> known(What what) {
    var known = kept.get(what);
    return known == null ? List.of() : known.items();
  }

  private static boolean isFresh(What what, Kept known) {
    return known.client().has(what.capability, "listChanged")
        || System.nanoTime() - known.at() < FRESH_NANOS;
  }

  synchronized void forget(Host.Kind kind) {
    switch (kind) {
      case PROMPTS -> kept.remove(What.PROMPTS);
      case RESOURCES -> {
        kept.remove(What.RESOURCES);
        kept.remove(What.TEMPLATES);
      }
      case TOOLS -> {}
    }
  }
}
