package dev.jackdaw.lsp;

import dev.jackdaw.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A language server within the test's own process, written against the protocol's text and without
 * lsp4j. Whatever the protocol forbids a client it notes. A line with {@code BAD} in it is an
 * error, one with {@code ODD} a warning.
 */
final class StrictServer extends Process {
  /** What it does otherwise than others. */
  static final class Ways {
    boolean pulls;
    boolean versions = true;
    boolean clean = true; // publishes that a file has no problems
    boolean hangs; // answers no initialize
    boolean mute; // answers initialize, and nothing else ever
    boolean dies; // is gone at once
    int refusals; // how often a pull is refused at first
    Json.Obj capabilities = Json.Obj.EMPTY;
    final Map<String, Function<Json.Obj, Json>> answers = new HashMap<>();
    final List<String> asks = new ArrayList<>(); // requests it sends once it is initialized
  }

  final List<String> violations = new CopyOnWriteArrayList<>();
  final List<String> heard = new CopyOnWriteArrayList<>();
  final Map<String, Json.Obj> received = new java.util.concurrent.ConcurrentHashMap<>();
  final List<Json.Obj> replies = new CopyOnWriteArrayList<>();
  private final Semaphore heardAll = new Semaphore(0);
  private final Ways ways;
  private final Pipe in;
  private final Pipe out;
  private final InputStream clientIn;
  private final OutputStream clientOut;
  private final OutputStream answers;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<String, Integer> versions = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private boolean initialized;
  private boolean shutDown;

  StrictServer(Ways ways) throws IOException {
    this.ways = ways;
    in = Pipe.open();
    out = Pipe.open();
    clientOut = Channels.newOutputStream(in.sink());
    clientIn = Channels.newInputStream(out.source());
    answers = Channels.newOutputStream(out.sink());
    Thread.ofPlatform().daemon().name("strict-server").start(this::run);
  }

  private void run() {
    try (var from = Channels.newInputStream(in.source())) {
      while (true) {
        var message = read(from);
        if (message == null) break;
        hear(message);
      }
    } catch (IOException _) {
      // The client let go.
    }
    destroy();
  }

  private Json.@org.jspecify.annotations.Nullable Obj read(InputStream from) throws IOException {
    var length = -1;
    while (true) {
      var line = line(from);
      if (line == null) return null;
      if (line.isEmpty()) break;
      if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
      else if (!line.startsWith("Content-Type: ")) violations.add("header " + line);
    }
    if (length < 0) violations.add("no length");
    return Json.parseObject(new String(from.readNBytes(length), StandardCharsets.UTF_8));
  }

  private @org.jspecify.annotations.Nullable String line(InputStream from) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var c = from.read(); c >= 0; c = from.read()) {
      if (c == '\n') {
        var text = line.toString(StandardCharsets.US_ASCII);
        if (!text.endsWith("\r")) violations.add("a header line without CR");
        return text.strip();
      }
      line.write(c);
    }
    return null;
  }

  private void hear(Json.Obj message) throws IOException {
    if (!message.string("jsonrpc", "").equals("2.0")) violations.add("no jsonrpc 2.0");
    var method = message.string("method", "");
    if (method.isEmpty()) {
      if (message.has("result") == message.has("error")) {
        violations.add("an answer needs a result or an error: " + message);
      }
      if (message.get("id").equals(java.util.Optional.of(Json.of("sync")))) heardAll.release();
      else replies.add(message);
      return;
    }
    if (ways.dies) {
      destroy();
      return;
    }
    heard.add(method);
    received.put(method, message.object("params"));
    if (ways.mute && initialized && !method.equals("initialized")) return;
    if (method.equals("initialize")) {
      if (initialized) violations.add("initialized twice");
    } else if (!initialized && !method.equals("exit")) {
      violations.add(method + " before initialize was answered");
    }
    if (shutDown && !method.equals("exit")) violations.add(method + " after shutdown");
    if (message.has("id")) {
      answer(message.get("id").orElseThrow(), method, message.object("params"));
    } else {
      note(method, message.object("params"));
    }
  }

  private void answer(Json id, String method, Json.Obj params) throws IOException {
    if (method.equals("initialize") && ways.hangs) return;
    var error = Json.Obj.EMPTY;
    if (method.equals("textDocument/diagnostic") && ways.refusals-- > 0) {
      error = Json.object().put("code", -32802).put("message", "cancelled").build();
    }
    var answer = Json.object().put("jsonrpc", "2.0").put("id", id);
    send(
        error.members().isEmpty()
            ? answer.put("result", result(method, params)).build()
            : answer.put("error", error).build());
  }

  private Json result(String method, Json.Obj params) {
    var own = ways.answers.get(method);
    if (own != null) return own.apply(params);
    return switch (method) {
      case "initialize" -> {
        initialized = true;
        var all = Json.object();
        ways.capabilities.members().forEach(all::put);
        all.put("textDocumentSync", Json.parseObject("{\"change\":1,\"save\":{}}"));
        if (ways.pulls) all.put("diagnosticProvider", Json.Obj.EMPTY);
        yield Json.object().put("capabilities", all.build()).build();
      }
      case "shutdown" -> {
        shutDown = true;
        yield Json.Null.INSTANCE;
      }
      case "textDocument/diagnostic" -> {
        if (!ways.pulls) violations.add("pulled without being asked to");
        var uri = params.object("textDocument").string("uri", "");
        if (!texts.containsKey(uri)) violations.add("pulled what is not open: " + uri);
        yield Json.object()
            .put("kind", "full")
            .put("items", Json.array(found(texts.getOrDefault(uri, ""))))
            .build();
      }
      default -> Json.Null.INSTANCE;
    };
  }

  private void note(String method, Json.Obj params) throws IOException {
    var document = params.object("textDocument");
    var uri = document.string("uri", "");
    switch (method) {
      case "initialized" -> {
        var id = 0;
        for (var request : ways.asks) {
          send(Json.parseObject("{\"jsonrpc\":\"2.0\",\"id\":" + id++ + "," + request + "}"));
        }
      }
      case "textDocument/didOpen" -> {
        if (texts.containsKey(uri)) violations.add("opened twice: " + uri);
        if (document.string("languageId", "").isEmpty()) violations.add("no language");
        texts.put(uri, document.string("text", ""));
        versions.put(uri, (int) document.integer("version", -1));
        publish(uri);
      }
      case "textDocument/didChange" -> {
        if (!texts.containsKey(uri)) violations.add("changed what is not open: " + uri);
        var version = (int) document.integer("version", -1);
        if (version <= versions.getOrDefault(uri, 0)) violations.add("an old version");
        versions.put(uri, version);
        var changes = params.array("contentChanges");
        texts.put(uri, ((Json.Obj) changes.getLast()).string("text", ""));
        publish(uri);
      }
      case "textDocument/didSave" -> {
        if (!texts.containsKey(uri)) violations.add("saved what is not open: " + uri);
      }
      case "textDocument/didClose" -> {
        if (texts.remove(uri) == null) violations.add("closed what is not open: " + uri);
      }
      case "exit" -> destroy();
      default -> {}
    }
  }

  private void publish(String uri) throws IOException {
    if (ways.pulls) return;
    var found = found(texts.getOrDefault(uri, ""));
    if (found.isEmpty() && !ways.clean) return;
    publish(uri, found, ways.versions ? versions.getOrDefault(uri, 0) : -1);
  }

  /** Publishes whatever is wanted. */
  void publish(String uri, List<Json> found, int version) throws IOException {
    var params = Json.object().put("uri", uri).put("diagnostics", Json.array(found));
    if (version >= 0) params.put("version", version);
    send(
        Json.object()
            .put("jsonrpc", "2.0")
            .put("method", "textDocument/publishDiagnostics")
            .put("params", params.build())
            .build());
  }

  /** Waits until the client has heard all that was sent. */
  void sync() throws IOException, InterruptedException {
    send(
        Json.parseObject(
            "{\"jsonrpc\":\"2.0\",\"id\":\"sync\",\"method\":\"workspace/workspaceFolders\"}"));
    heardAll.acquire();
  }

  static List<Json> found(String text) {
    var all = new ArrayList<Json>();
    var lines = text.lines().toList();
    for (var i = 0; i < lines.size(); i++) {
      var severity = lines.get(i).contains("BAD") ? 1 : lines.get(i).contains("ODD") ? 2 : 0;
      if (severity > 0) all.add(diagnostic(i, severity, severity == 1 ? "bad word" : "odd word"));
    }
    return all;
  }

  static Json diagnostic(long line, int severity, String message) {
    var at = Json.object().put("line", line).put("character", 0).build();
    return Json.object()
        .put("range", Json.object().put("start", at).put("end", at).build())
        .put("severity", severity)
        .put("code", "E" + severity)
        .put("message", message)
        .build();
  }

  synchronized void send(Json.Obj message) throws IOException {
    var body = message.compact().getBytes(StandardCharsets.UTF_8);
    raw(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    raw(body);
  }

  /** Sends bytes that may be no message at all. */
  synchronized void raw(byte[] bytes) throws IOException {
    answers.write(bytes);
    answers.flush();
  }

  @Override
  public OutputStream getOutputStream() {
    return clientOut;
  }

  @Override
  public InputStream getInputStream() {
    return clientIn;
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    ended.await();
    return 0;
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  @Override
  public int exitValue() {
    if (ended.getCount() > 0) throw new IllegalThreadStateException("it runs");
    return 0;
  }

  @Override
  public void destroy() {
    try {
      out.sink().close();
      in.source().close();
    } catch (IOException _) {
      // It is closed.
    }
    ended.countDown();
  }
}
