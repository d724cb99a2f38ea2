package dev.jackdaw.cli.sessions;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A headless Chromium with one page, driven through the DevTools protocol over loopback. It
 * resolves no name, so that nothing leaves this machine.
 */
final class Chromium implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final String ENDPOINT = "DevTools listening on ";

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Listener listener = new Listener();
  private final WebSocket socket;

  /** Returns the program, where it is installed. */
  static Optional<Path> installed() {
    var environment = Environment.ofProcess();
    return environment.program("chromium").or(() -> environment.program("chromium-browser"));
  }

  Chromium(Path program, Path profile) throws Exception {
    var start =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-extensions",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    start.environment().put("TMPDIR", Files.createDirectories(profile).toString());
    process = start.start();
    try {
      socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(page(port())), listener)
              .get(SECONDS, TimeUnit.SECONDS);
      for (var domain : List.of("Page", "Runtime", "Log", "Network"))
        send(domain + ".enable", "{}");
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** What else it prints is read too, so that it never waits for a full pipe. */
  private int port() throws Exception {
    var found = new CompletableFuture<Integer>();
    Thread.ofVirtual().start(() -> read(found));
    return found.get(SECONDS, TimeUnit.SECONDS);
  }

  private void read(CompletableFuture<Integer> port) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> line.startsWith(ENDPOINT))
          .forEach(line -> port.complete(URI.create(line.substring(ENDPOINT.length())).getPort()));
    } catch (IOException | UncheckedIOException e) {
      port.completeExceptionally(e);
    }
    port.completeExceptionally(new IOException("Chromium ended"));
  }

  private String page(int port) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"));
    var body = client.send(request.build(), BodyHandlers.ofString()).body();
    return ((Json.Arr) Json.parse(body))
        .elements().stream()
            .map(Json.Obj.class::cast)
            .filter(target -> target.string("type", "").equals("page"))
            .map(target -> target.string("webSocketDebuggerUrl", ""))
            .findFirst()
            .orElseThrow();
  }

  /** Runs a command of the protocol and returns its result. */
  Json.Obj send(String method, String parameters)
      throws InterruptedException, ExecutionException, TimeoutException {
    var number = listener.answers.size() + 1L;
    var answer = new CompletableFuture<Json.Obj>();
    listener.answers.put(number, answer);
    var text =
        "{\"id\":" + number + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}";
    socket.sendText(text, true).get(SECONDS, TimeUnit.SECONDS);
    var message = answer.get(SECONDS, TimeUnit.SECONDS);
    if (message.has("error")) throw new AssertionError(method + ": " + message);
    return message.object("result");
  }

  /** Opens an address and waits until it is there. */
  void open(String address) throws Exception {
    listener.loaded = new CompletableFuture<>();
    send("Page.navigate", Json.object().put("url", address).build().compact());
    listener.loaded.get(SECONDS, TimeUnit.SECONDS);
  }

  /** Returns the value of a JavaScript expression that gives a text. */
  String evaluate(String expression) throws Exception {
    var parameters =
        Json.object()
            .put("expression", "(async () => String(await (" + expression + ")))()")
            .put("awaitPromise", true);
    var result = send("Runtime.evaluate", parameters.build().compact());
    if (result.has("exceptionDetails")) throw new AssertionError(result.toString());
    return result.object("result").string("value", "");
  }

  byte[] screenshot() throws Exception {
    var result = send("Page.captureScreenshot", "{\"captureBeyondViewport\":false}");
    return Base64.getDecoder().decode(result.string("data", ""));
  }

  /** Returns what the page asked of any network or disk. */
  List<String> requests() {
    return List.copyOf(listener.requests);
  }

  /** Returns what the browser complained about. */
  List<String> complaints() {
    return List.copyOf(listener.complaints);
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    var all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  private static final class Listener implements WebSocket.Listener {
    final Map<Long, CompletableFuture<Json.Obj>> answers = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> complaints = new CopyOnWriteArrayList<>();
    volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(Json.parseObject(text));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void receive(Json.Obj message) {
      var answer = answers.get(message.integer("id", 0));
      if (answer != null) answer.complete(message);
      var parameters = message.object("params");
      switch (message.string("method", "")) {
        case "Page.loadEventFired" -> loaded.complete(true);
        case "Network.requestWillBeSent" ->
            requests.add(parameters.object("request").string("url", ""));
        case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown" ->
            complaints.add(parameters.toString());
        default -> {}
      }
    }
  }
}
