package dev.jackdaw.acp;

import dev.jackdaw.acp.AcpActions.McpServer;
import dev.jackdaw.acp.AcpActions.Place;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.LineConnection;
import dev.jackdaw.wire.rpc.Peer;
import dev.jackdaw.wire.rpc.Request;
import dev.jackdaw.wire.rpc.RpcException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The agent's side of a connection to an editor: requests come in, sessions are driven. */
public final class AcpAgent implements Peer.Handler {
  static final int AUTHENTICATION_REQUIRED = -32_000;
  private static final int RESOURCE_NOT_FOUND = -32_002;
  private static final int PROTOCOL_VERSION = 1;
  private static final int PAGE = 50;

  private final AcpActions actions;
  private final LineConnection connection;
  private final Peer peer;
  private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();
  private volatile @Nullable Abilities abilities;

  /** An agent that hears and says what an editor sends and reads. */
  public AcpAgent(InputStream in, OutputStream out, AcpActions actions) {
    this.actions = actions;
    this.connection = new LineConnection(in, out, this);
    this.peer = connection.peer();
  }

  /** Serves the editor until it is gone; then every session is closed. */
  public void run() throws InterruptedException {
    try {
      connection.run();
    } finally {
      close();
    }
  }

  /** Ends what runs and closes every session. May be called again, and from another thread. */
  public void close() {
    for (var id : List.copyOf(sessions.keySet())) {
      var session = sessions.remove(id);
      if (session != null) session.close();
    }
  }

  @Override
  public void request(Request request) throws RpcException {
    try {
      carryOut(request);
    } catch (JackdawException e) {
      request.fail(failure(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException(RpcException.INTERNAL_ERROR, "interrupted");
    }
  }

  private static RpcException failure(JackdawException e) {
    var code =
        switch (e.code()) {
          case "no-key", "no-model" -> AUTHENTICATION_REQUIRED;
          case "session-unknown" -> RESOURCE_NOT_FOUND;
          default ->
              e.kind() == JackdawException.Kind.USER
                  ? RpcException.INVALID_PARAMS
                  : RpcException.INTERNAL_ERROR;
        };
    return new RpcException(
        code, String.valueOf(e.getMessage()), Json.object().put("code", e.code()).build());
  }

  private void carryOut(Request request) throws RpcException, InterruptedException {
    var params = new Params(request.params());
    if (request.method().equals("initialize")) {
      request.answer(initialize(params));
      return;
    }
    if (abilities == null) {
      throw RpcException.invalidRequest("\"initialize\" comes before \"" + request.method() + "\"");
    }
    switch (request.method()) {
      case "authenticate" -> request.answer(authenticate(params));
      case "session/new" -> begin(request, params);
      case "session/load" -> goOn(request, params, true);
      case "session/resume" -> goOn(request, params, false);
      case "session/list" -> request.answer(list(params));
      case "session/close" -> request.answer(close(params));
      case "session/delete" -> request.answer(delete(params));
      case "session/prompt" -> prompt(request, params);
      case "session/set_mode" -> {
        session(params).selectors().setMode(params.text("modeId"));
        request.answer(Json.Obj.EMPTY);
      }
      case "session/set_config_option" -> request.answer(configure(params));
      default -> throw RpcException.methodNotFound(request.method());
    }
  }

  @Override
  public void notification(String method, Json.Obj json) throws RpcException {
    var params = new Params(json);
    switch (method) {
      case "session/cancel" -> session(params).cancel();
      case "$/cancel_request" -> cancel(json);
      default -> throw RpcException.methodNotFound(method);
    }
  }

  /** Only prompts take long enough to be called off. */
  private void cancel(Json.Obj params) throws RpcException {
    var request = params.get("requestId").flatMap(peer::open);
    if (request.isEmpty() || !request.get().method().equals("session/prompt")) return;
    session(new Params(request.get().params())).cancel();
  }

  private Json.Obj initialize(Params params) throws RpcException {
    var version = params.json().integer("protocolVersion");
    if (version.isEmpty()) {
      throw RpcException.invalidParams("\"protocolVersion\" must be a whole number");
    }
    var able = Abilities.of(params.json().object("clientCapabilities"));
    abilities = able;
    var program = actions.program();
    return Json.object()
        .put("protocolVersion", PROTOCOL_VERSION)
        .put("agentCapabilities", capabilities())
        .put("authMethods", Json.array(logins(able)))
        .put(
            "agentInfo",
            Json.object()
                .put("name", program.name())
                .put("title", program.title())
                .put("version", program.version())
                .build())
        .build();
  }

  private Json.Obj capabilities() {
    var remote = actions.takesRemoteServers();
    var there = Json.Obj.EMPTY;
    return Json.object()
        .put("loadSession", true)
        .put(
            "promptCapabilities",
            Json.object()
                .put("image", true)
                .put("audio", false)
                .put("embeddedContext", true)
                .build())
        .put("mcpCapabilities", Json.object().put("http", remote).put("sse", remote).build())
        .put(
            "sessionCapabilities",
            Json.object()
                .put("list", there)
                .put("delete", there)
                .put("resume", there)
                .put("close", there)
                .put("additionalDirectories", there)
                .build())
        .build();
  }

  private List<Json.Obj> logins(Abilities able) {
    var methods = new ArrayList<Json.Obj>();
    if (actions.lacksKey().isEmpty()) return methods;
    for (var login : actions.logins()) {
      var onTerminal = !login.arguments().isEmpty();
      if (onTerminal && !able.terminalLogins()) continue;
      var method =
          Json.object()
              .put("id", login.id())
              .put("name", login.name())
              .put("description", login.description());
      if (onTerminal) method.put("type", "terminal").put("args", Json.strings(login.arguments()));
      methods.add(method.build());
    }
    return methods;
  }

  private Json.Obj authenticate(Params params) throws RpcException {
    var id = params.text("methodId");
    if (actions.logins().stream().noneMatch(login -> login.id().equals(id))) {
      throw RpcException.invalidParams("there is no way to log in called \"" + id + "\"");
    }
    var lacking = actions.lacksKey();
    if (lacking.isPresent()) throw new RpcException(AUTHENTICATION_REQUIRED, lacking.get());
    return Json.Obj.EMPTY;
  }

  private void begin(Request request, Params params) throws RpcException, InterruptedException {
    if (!params.json().has("mcpServers")) throw missingServers();
    var session = live(buffers -> actions.open(place(params, buffers)), params);
    request.answer(session.selectors().state().put("sessionId", session.id()).build());
    session.welcome();
  }

  private static RpcException missingServers() {
    return RpcException.invalidParams("\"mcpServers\" must be an array");
  }

  /** Opens a session whose id becomes known by opening it. */
  private interface Opening {
    AcpActions.Opened open(EditorBuffers buffers) throws RpcException, InterruptedException;
  }

  private LiveSession live(Opening opening, Params params)
      throws RpcException, InterruptedException {
    var able = able();
    var buffers = new EditorBuffers(peer, able.reads());
    var opened = opening.open(buffers);
    var session = new LiveSession(opened, params.folder("cwd"), able, peer);
    buffers.belongTo(session.id());
    sessions.put(session.id(), session);
    return session;
  }

  private Abilities able() {
    var known = abilities;
    return known == null ? Abilities.NONE : known;
  }

  private static Place place(Params params, EditorBuffers buffers) throws RpcException {
    var others = new ArrayList<Path>();
    for (var folder : params.texts("additionalDirectories")) {
      others.add(Params.absolute(folder, "additionalDirectories"));
    }
    return new Place(params.folder("cwd"), others, servers(params), buffers);
  }

  private static List<McpServer> servers(Params params) throws RpcException {
    if (!params.json().has("mcpServers")) return List.of();
    var servers = new ArrayList<McpServer>();
    for (var server : params.objects("mcpServers")) servers.add(server(server));
    return servers;
  }

  private static McpServer server(Params server) throws RpcException {
    var name = server.text("name");
    var type = server.optionalText("type").orElse("stdio");
    return switch (type) {
      case "http" -> remote(name, McpServer.Transport.HTTP, server);
      case "sse" -> remote(name, McpServer.Transport.SSE, server);
      case "stdio" ->
          new McpServer.Stdio(
              name, server.text("command"), server.texts("args"), server.pairs("env"));
      default ->
          throw RpcException.invalidParams("an MCP server of type \"" + type + "\" is not known");
    };
  }

  private static McpServer remote(String name, McpServer.Transport transport, Params server)
      throws RpcException {
    return new McpServer.Remote(name, transport, server.text("url"), server.pairs("headers"));
  }

  private void goOn(Request request, Params params, boolean tellsThePast)
      throws RpcException, InterruptedException {
    var id = sessionId(params);
    requireFolder(id, params.folder("cwd"));
    var open = sessions.remove(id.value());
    if (open != null) open.close();
    var session = live(buffers -> actions.reopen(id, place(params, buffers)), params);
    if (tellsThePast) session.replay();
    request.answer(session.selectors().state().build());
    session.welcome();
  }

  /** Sessions elsewhere are looked at only to say where this one works. */
  private void requireFolder(SessionId id, Path folder) throws RpcException {
    if (find(id, Optional.of(folder)).isPresent()) return;
    var elsewhere = find(id, Optional.empty()).orElseThrow(() -> notFound(id.value()));
    throw RpcException.invalidParams(
        "session " + id + " works in " + elsewhere.directory() + ", not in " + folder);
  }

  private Optional<AcpActions.Known> find(SessionId id, Optional<Path> folder) {
    return actions.sessions(folder).stream()
        .filter(known -> known.session().equals(id))
        .findFirst();
  }

  private static RpcException notFound(String id) {
    return new RpcException(RESOURCE_NOT_FOUND, "There is no session \"" + id + "\".");
  }

  private static SessionId sessionId(Params params) throws RpcException {
    var id = params.text("sessionId");
    if (!SessionId.isValid(id)) throw notFound(id);
    return new SessionId(id);
  }

  private Json.Obj list(Params params) throws RpcException {
    var folder = params.optionalText("cwd");
    var directory =
        folder.isEmpty()
            ? Optional.<Path>empty()
            : Optional.of(Params.absolute(folder.get(), "cwd"));
    var all = actions.sessions(directory);
    var from = from(all, params.optionalText("cursor"));
    var page = all.subList(from, Math.min(all.size(), from + PAGE));
    var infos = new ArrayList<Json>();
    for (var known : page) infos.add(info(known));
    var answer = Json.object().put("sessions", Json.array(infos));
    if (from + PAGE < all.size()) answer.put("nextCursor", page.getLast().session().value());
    return answer.build();
  }

  /** A cursor is the last session of the page before it. */
  private static int from(List<AcpActions.Known> all, Optional<String> cursor) throws RpcException {
    if (cursor.isEmpty()) return 0;
    for (var i = 0; i < all.size(); i++) {
      if (all.get(i).session().value().equals(cursor.get())) return i + 1;
    }
    throw RpcException.invalidParams("the cursor is not one of a page before");
  }

  private static Json.Obj info(AcpActions.Known known) {
    return Json.object()
        .put("sessionId", known.session().value())
        .put("cwd", known.directory())
        .putUnlessEmpty("title", known.title())
        .put("updatedAt", known.lastActivity().toString())
        .build();
  }

  private Json.Obj close(Params params) throws RpcException {
    var session = session(params);
    sessions.remove(session.id());
    session.close();
    return Json.Obj.EMPTY;
  }

  private Json.Obj delete(Params params) throws RpcException {
    var id = sessionId(params);
    var open = sessions.remove(id.value());
    if (open != null) open.close();
    actions.delete(id);
    return Json.Obj.EMPTY;
  }

  private LiveSession session(Params params) throws RpcException {
    var id = params.text("sessionId");
    var session = sessions.get(id);
    if (session == null) throw notFound(id);
    return session;
  }

  private void prompt(Request request, Params params) throws RpcException {
    var session = session(params);
    session.prompt(request, Contents.prompt(params.objects("prompt"), session.directory()));
  }

  private Json.Obj configure(Params params) throws RpcException {
    var session = session(params);
    session.selectors().set(params.text("configId"), params.text("value"));
    return Json.object().put("configOptions", session.selectors().options()).build();
  }
}
