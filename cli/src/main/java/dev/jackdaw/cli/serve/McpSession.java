package dev.jackdaw.cli.serve;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.Peer;
import dev.jackdaw.wire.rpc.Request;
import dev.jackdaw.wire.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one client says and is told, whatever carries it. */
final class McpSession implements Peer.Handler, AutoCloseable {
  private static final String LATEST = "2025-11-25";
  private static final List<String> VERSIONS =
      List.of(LATEST, "2025-06-18", "2025-03-26", "2024-11-05");

  /** What the server is called, and what a client should know of it. */
  record About(String version, String instructions) {}

  private final About about;
  private final ServedTools.Maker maker;
  private final Consumer<Request> streams;
  private final Map<Json, Thread> running = new ConcurrentHashMap<>();
  private @Nullable Peer peer;
  private volatile @Nullable ServedTools tools;
  private volatile String version = "";
  private volatile LogLevel level = LogLevel.INFO;

  /** {@code streams} closes what carries the messages about a request, where that is possible. */
  McpSession(About about, ServedTools.Maker maker, Consumer<Request> streams) {
    this.about = about;
    this.maker = maker;
    this.streams = streams;
  }

  /** Must be called before anything is heard. */
  void speakThrough(Peer other) {
    peer = other;
  }

  static boolean isKnown(String protocolVersion) {
    return VERSIONS.contains(protocolVersion);
  }

  /** Returns the version both agreed on; empty before. */
  String version() {
    return version;
  }

  boolean logs(LogLevel at) {
    return at.compareTo(level) >= 0;
  }

  void closeStream(Request request) {
    streams.accept(request);
  }

  @Override
  public void request(Request request) throws RpcException {
    switch (request.method()) {
      case "initialize" -> request.answer(initialize(request.params()));
      case "ping" -> request.answer(Json.Obj.EMPTY);
      case "tools/list" -> request.answer(list());
      case "tools/call" -> call(request);
      case "logging/setLevel" -> request.answer(level(request.params()));
      default -> throw RpcException.methodNotFound(request.method());
    }
  }

  @Override
  public void notification(String method, Json.Obj params) {
    if (!method.equals("notifications/cancelled")) return;
    params
        .get("requestId")
        .ifPresent(id -> {
          var thread = running.get(id);
          if (thread != null) thread.interrupt();
        });
  }

  private Json.Obj initialize(Json.Obj params) throws RpcException {
    if (tools != null) throw RpcException.invalidRequest("This session is initialized already.");
    var wanted =
        params
            .string("protocolVersion")
            .orElseThrow(() -> RpcException.invalidParams("\"protocolVersion\" must be a string"));
    version = isKnown(wanted) ? wanted : LATEST;
    tools = maker.make(params.object("capabilities").get("elicitation").isPresent());
    var capabilities =
        Json.object().put("tools", Json.Obj.EMPTY).put("logging", Json.Obj.EMPTY).build();
    return Json.object()
        .put("protocolVersion", version)
        .put("capabilities", capabilities)
        .put(
            "serverInfo",
            Json.object()
                .put("name", "jackdaw")
                .put("title", "Jackdaw")
                .put("version", about.version())
                .build())
        .putUnlessEmpty("instructions", about.instructions())
        .build();
  }

  private List<ServedTool> known() throws RpcException {
    var made = tools;
    if (made == null) throw RpcException.invalidRequest("\"initialize\" comes first");
    return made.tools();
  }

  private Json.Obj list() throws RpcException {
    var specs = new ArrayList<Json>();
    for (var tool : known()) specs.add(tool.spec());
    return Json.object().put("tools", Json.array(specs)).build();
  }

  private Json.Obj level(Json.Obj params) throws RpcException {
    var wanted = params.string("level", "");
    level =
        LogLevel.parse(wanted)
            .orElseThrow(() -> RpcException.invalidParams("there is no level \"" + wanted + "\""));
    return Json.Obj.EMPTY;
  }

  private ServedTool named(String name) throws RpcException {
    var names = new ArrayList<String>();
    for (var tool : known()) {
      if (tool.name().equals(name)) return tool;
      names.add(tool.name());
    }
    throw RpcException.invalidParams(
        "There is no tool \"" + name + "\"" + Nearest.hint(name, names));
  }

  private void call(Request request) throws RpcException {
    var tool = named(request.params().string("name", ""));
    var arguments = request.params().get("arguments");
    if (arguments.isPresent() && !(arguments.get() instanceof Json.Obj)) {
      throw RpcException.invalidParams("\"arguments\" must be an object");
    }
    var through = peer;
    if (through == null) throw new IllegalStateException("nobody to answer");
    var caller = new Caller(this, through, request);
    var thread =
        Thread.ofVirtual()
            .name("call")
            .unstarted(() -> run(tool, request, request.params().object("arguments"), caller));
    running.put(request.id(), thread);
    thread.start();
  }

  /** A call that was called off is not answered: its client does not wait any more. */
  private void run(ServedTool tool, Request request, Json.Obj arguments, Caller caller) {
    try {
      request.answer(tool.call(arguments, caller));
    } catch (InterruptedException _) {
      if (peer != null) peer.drop(request);
      streams.accept(request);
    } catch (RuntimeException e) {
      System.getLogger("dev.jackdaw.cli").log(System.Logger.Level.ERROR, tool.name(), e);
      request.fail(new RpcException(RpcException.INTERNAL_ERROR, "Jackdaw has a bug: " + e));
    } finally {
      running.remove(request.id());
    }
  }

  /** Calls off what runs, and lets go of the tools. */
  @Override
  public void close() {
    for (var thread : running.values()) thread.interrupt();
    var made = tools;
    if (made != null) made.close();
    if (peer != null) peer.end();
  }
}
