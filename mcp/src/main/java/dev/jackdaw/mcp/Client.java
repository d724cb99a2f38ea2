package dev.jackdaw.mcp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.LogLevel;
import dev.jackdaw.mcp.rpc.Conversation;
import dev.jackdaw.mcp.rpc.Transport;
import dev.jackdaw.wire.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * A conversation with one server, from the handshake on: lists, calls, reads. Safe for use by
 * several threads.
 */
public final class Client implements AutoCloseable {
  /** The versions of the protocol that are spoken, the best first. */
  static final List<String> VERSIONS =
      List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  private static final int MOST_PAGES = 100;
  private static final int MOST_ITEMS = 2_000;
  private static final int MOST_VALUES = 100;

  private final Conversation conversation;
  private final Transport transport;
  private final Duration patience;
  private Json.Obj server = Json.Obj.EMPTY;

  private Client(Transport transport, Host host, Duration patience, ThreadFactory threads) {
    this.transport = transport;
    this.patience = patience;
    this.conversation = new Conversation(transport, new Answering(host), threads);
  }

  /**
   * Connects and shakes hands.
   *
   * @param version ours, as the server is told it
   * @param patience how long any answer but that of a call may take
   * @throws IOException when it does not work out; nothing is left open
   */
  public static Client open(
      Transport transport, Host host, String version, Duration patience, ThreadFactory threads)
      throws IOException, InterruptedException {
    var client = new Client(transport, host, patience, threads);
    var complete = false;
    try {
      client.conversation.open();
      client.shakeHands(host, version);
      complete = true;
      return client;
    } finally {
      if (!complete) client.close();
    }
  }

  private void shakeHands(Host host, String version) throws IOException, InterruptedException {
    var capabilities = Json.object().put("roots", Json.object().put("listChanged", false).build());
    if (host.canElicit()) {
      capabilities.put(
          "elicitation",
          Json.object().put("form", Json.Obj.EMPTY).put("url", Json.Obj.EMPTY).build());
    }
    if (host.canSample()) capabilities.put("sampling", Json.Obj.EMPTY);
    var params =
        Json.object()
            .put("protocolVersion", VERSIONS.getFirst())
            .put("capabilities", capabilities.build())
            .put(
                "clientInfo",
                Json.object()
                    .put("name", "jackdaw")
                    .put("title", "Jackdaw")
                    .put("version", version)
                    .build())
            .build();
    server = ask("initialize", params);
    var agreed = server.string("protocolVersion", "");
    if (!VERSIONS.contains(agreed)) {
      throw new IOException("the server speaks version \"" + agreed + "\" of the protocol only");
    }
    transport.agreed(agreed);
    conversation.notify("notifications/initialized", Json.Obj.EMPTY);
  }

  /** Says how much the server is to tell, if it can be told. */
  public void log(LogLevel level) throws IOException, InterruptedException {
    if (!has("logging")) return;
    try {
      conversation.request(
          "logging/setLevel", Json.object().put("level", level.word()).build(), patience);
    } catch (RpcException e) {
      log("logging/setLevel", e);
    }
  }

  private static void log(String what, RpcException e) {
    System.getLogger(Client.class.getName()).log(System.Logger.Level.DEBUG, what, e);
  }

  private Json.Obj ask(String method, Json.Obj params) throws IOException, InterruptedException {
    try {
      return conversation.request(method, params, patience);
    } catch (RpcException e) {
      throw new IOException(method + " failed: " + e.getMessage(), e);
    }
  }

  /** Returns whether the server said that it has the feature. */
  public boolean has(String capability) {
    return server.object("capabilities").has(capability);
  }

  /** Returns whether the server said that it has the part of the feature. */
  public boolean has(String capability, String part) {
    return server.object("capabilities").object(capability).bool(part, false);
  }

  /** Returns what the server said of itself: {@code serverInfo}, {@code instructions} and so on. */
  public Json.Obj server() {
    return server;
  }

  /** Returns the tools as the server gives them; an empty list when it has none. */
  public List<Json.Obj> tools() throws IOException, InterruptedException {
    return has("tools") ? all("tools/list", "tools") : List.of();
  }

  public List<Json.Obj> resources() throws IOException, InterruptedException {
    return has("resources") ? all("resources/list", "resources") : List.of();
  }

  public List<Json.Obj> resourceTemplates() throws IOException, InterruptedException {
    return has("resources") ? all("resources/templates/list", "resourceTemplates") : List.of();
  }

  public List<Json.Obj> prompts() throws IOException, InterruptedException {
    return has("prompts") ? all("prompts/list", "prompts") : List.of();
  }

  /** A server that hands out pages without end, or the same again, is not followed. */
  private List<Json.Obj> all(String method, String member)
      throws IOException, InterruptedException {
    var items = new ArrayList<Json.Obj>();
    var seen = new HashSet<String>();
    var params = Json.Obj.EMPTY;
    for (var pages = 0; pages < MOST_PAGES && items.size() < MOST_ITEMS; pages++) {
      var page = ask(method, params);
      for (var item : page.array(member)) {
        if (item instanceof Json.Obj object && items.size() < MOST_ITEMS) items.add(object);
      }
      var cursor = page.string("nextCursor");
      if (cursor.isEmpty() || !seen.add(cursor.get())) break;
      params = Json.object().put("cursor", cursor.get()).build();
    }
    return List.copyOf(items);
  }

  /** Calls a tool; its result as the protocol has it. */
  public Json.Obj call(
      String tool, Json.Obj arguments, Duration within, Consumer<Json.Obj> progress)
      throws RpcException, IOException, InterruptedException {
    return conversation.request(
        "tools/call",
        Json.object().put("name", tool).put("arguments", arguments).build(),
        within,
        progress);
  }

  /** Reads a resource; its result as the protocol has it. */
  public Json.Obj read(String uri) throws RpcException, IOException, InterruptedException {
    return conversation.request("resources/read", Json.object().put("uri", uri).build(), patience);
  }

  /** Asks to be told when the resource changes. */
  public void subscribe(String uri) throws IOException, InterruptedException {
    ask("resources/subscribe", Json.object().put("uri", uri).build());
  }

  public void unsubscribe(String uri) throws IOException, InterruptedException {
    ask("resources/unsubscribe", Json.object().put("uri", uri).build());
  }

  /**
   * Returns what an argument can be.
   *
   * @param reference of the prompt or the template
   * @param known the arguments that have a value already
   */
  public List<String> complete(Json.Obj reference, String argument, String value, Json.Obj known)
      throws IOException, InterruptedException {
    if (!has("completions")) return List.of();
    var params =
        Json.object()
            .put("ref", reference)
            .put("argument", Json.object().put("name", argument).put("value", value).build())
            .put("context", Json.object().put("arguments", known).build())
            .build();
    var values = new ArrayList<String>();
    for (var each : ask("completion/complete", params).object("completion").array("values")) {
      if (each instanceof Json.Str(var text) && values.size() < MOST_VALUES) values.add(text);
    }
    return values;
  }

  /** Returns a prompt filled in; its result as the protocol has it. */
  public Json.Obj prompt(String name, Json.Obj arguments)
      throws RpcException, IOException, InterruptedException {
    return conversation.request(
        "prompts/get",
        Json.object().put("name", name).put("arguments", arguments).build(),
        patience);
  }

  /** Makes sure that the server answers. */
  public void ping() throws IOException, InterruptedException {
    ask("ping", Json.Obj.EMPTY);
  }

  @Override
  public void close() {
    conversation.close();
  }
}
