package dev.jackdaw.mcp.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a server is reached. */
public sealed interface Reach {
  /**
   * A process, spoken to over its pipes.
   *
   * @param directory where it runs; the working directory when not given
   */
  record Stdio(
      String command,
      List<String> arguments,
      Map<String, String> environment,
      Optional<String> directory)
      implements Reach {
    public Stdio {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** Never shows values of variables: they may be secrets. */
    @Override
    public String toString() {
      return command + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments));
    }
  }

  /** An address. */
  record Http(URI uri, Map<String, String> headers, Kind kind, Client client) implements Reach {
    public Http {
      headers = Map.copyOf(headers);
    }

    /** Never shows headers: they may be secrets. */
    @Override
    public String toString() {
      return uri.toString();
    }
  }

  /** What is spoken at an address. */
  enum Kind {
    /** Streamable HTTP, else the older way. */
    ANY,
    /** Streamable HTTP. */
    STREAMABLE,
    /** The older way with one stream of events. */
    SSE
  }

  /**
   * As whom to log in where a login is wanted; empty texts for a client that registers itself.
   *
   * @param port of the address on this machine that the browser is sent back to; 0 for any
   * @param isItself whether it logs in as itself, without a person
   * @param key signs what such a client says of itself, in place of a secret; may be empty
   */
  record Client(String id, String secret, String scope, int port, boolean isItself, String key) {
    public static final Client NONE = new Client("", "", "", 0);

    /** One that logs in for a person. */
    public Client(String id, String secret, String scope, int port) {
      this(id, secret, scope, port, false, "");
    }

    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }
}
