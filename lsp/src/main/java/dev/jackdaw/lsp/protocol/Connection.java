package dev.jackdaw.lsp.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.ClientInfo;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with one server. Each method but {@link #close} is called by one thread and may
 * wait for the server to read; closing ends that.
 */
public final class Connection implements AutoCloseable {
  /** lsp4j logs what servers do wrong to the errors of the process, which are the terminal. */
  private static final Logger QUIET = Logger.getLogger("org.eclipse.lsp4j.jsonrpc");

  static {
    QUIET.setLevel(Level.OFF);
  }

  /**
   * What a server is told of where it is.
   *
   * @param options its own, given with the initialisation
   * @param settings what it finds when it asks for its configuration
   */
  public record Place(Path root, Json.Obj options, Json.Obj settings, String version) {}

  private final Process process;
  private final Place place;
  private final ServerMethods server;
  private final java.util.concurrent.ExecutorService reading;
  private final CompletableFuture<JsonElement> ended = new CompletableFuture<>();
  private JsonElement abilities = JsonNull.INSTANCE;

  public Connection(Process process, Place place, Listener listener, ThreadFactory threads) {
    this.process = process;
    this.place = place;
    this.reading = Executors.newCachedThreadPool(threads);
    var launcher =
        new Launcher.Builder<ServerMethods>()
            .setLocalService(new ClientMethods(listener, place.root(), gson(place.settings())))
            .setRemoteInterface(ServerMethods.class)
            .setInput(new FrameGuard(process.getInputStream(), FrameGuard.Flood.USUAL))
            .setOutput(process.getOutputStream())
            .setExecutorService(reading)
            .create();
    this.server = launcher.getRemoteProxy();
    var listening = launcher.startListening();
    threads
        .newThread(() -> {
          var why = end(listening);
          ended.completeExceptionally(new ServerException(why));
          listener.broken(why);
        })
        .start();
  }

  private static String end(java.util.concurrent.Future<?> listening) {
    try {
      listening.get();
      return "it ended";
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      while (cause.getCause() != null) cause = cause.getCause();
      return String.valueOf(cause.getMessage());
    } catch (InterruptedException | java.util.concurrent.CancellationException _) {
      return "it was ended";
    }
  }

  private static JsonElement gson(Json.Obj value) {
    return JsonParser.parseString(value.compact());
  }

  /** Shakes hands. */
  public void initialize(Duration patience) throws IOException, InterruptedException {
    var params = new InitializeParams();
    // No process id: in a sandbox it is not to be seen, and servers would take us for dead.
    params.setClientInfo(new ClientInfo("Jackdaw", place.version()));
    params.setLocale("en");
    params.setCapabilities(Abilities.ours());
    params.setInitializationOptions(gson(place.options()));
    params.setWorkspaceFolders(
        List.of(
            new WorkspaceFolder(
                Uris.of(place.root()), String.valueOf(place.root().getFileName()))));
    setRoot(params, place.root());
    abilities =
        Read.member(await(server.initialize(params), "initialize", patience), "capabilities");
    server.initialized(new InitializedParams());
    if (!place.settings().members().isEmpty()) {
      var changed = new JsonObject();
      changed.add("settings", gson(place.settings()));
      server.didChangeConfiguration(changed);
    }
  }

  /** Older servers know no folders but this one. */
  @SuppressWarnings("deprecation")
  private static void setRoot(InitializeParams params, Path root) {
    params.setRootUri(Uris.of(root));
    params.setRootPath(root.toString());
  }

  /** Returns whether diagnostics are asked for rather than waited for. */
  public boolean pulls() {
    return Read.member(abilities, "diagnosticProvider") instanceof JsonObject;
  }

  /** Returns whether it can be asked that, by the name of the protocol such as {@code hover}. */
  public boolean can(String what) {
    var value = Read.member(abilities, what + "Provider");
    return value instanceof JsonObject
        || value instanceof JsonPrimitive flag && flag.isBoolean() && flag.getAsBoolean();
  }

  public void open(String uri, String language, int version, String text) {
    server.didOpen(
        new DidOpenTextDocumentParams(new TextDocumentItem(uri, language, version, text)));
  }

  public void change(String uri, int version, String text) {
    server.didChange(
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(uri, version),
            List.of(new TextDocumentContentChangeEvent(text))));
  }

  /** Tells of a save a server that wants to know. */
  public void save(String uri, String text) {
    var sync = Read.member(abilities, "textDocumentSync");
    var save = Read.member(sync, "save");
    if (!(save instanceof JsonObject) && !Read.truth(sync, "save")) return;
    var params = new DidSaveTextDocumentParams(new TextDocumentIdentifier(uri));
    if (Read.truth(save, "includeText")) params.setText(text);
    server.didSave(params);
  }

  public void closeDocument(String uri) {
    server.didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(uri)));
  }

  /** How a file changed. */
  public enum Change {
    CREATED,
    CHANGED,
    DELETED
  }

  /** Tells of files that others changed. */
  public void changed(java.util.Map<String, Change> files) {
    var events = new java.util.ArrayList<FileEvent>();
    files.forEach((uri, change) ->
        events.add(
            new FileEvent(
                uri,
                switch (change) {
                  case CREATED -> FileChangeType.Created;
                  case CHANGED -> FileChangeType.Changed;
                  case DELETED -> FileChangeType.Deleted;
                })));
    server.didChangeWatchedFiles(new DidChangeWatchedFilesParams(events));
  }

  /** Asks for the diagnostics of a document. */
  public List<Finding> pull(String uri, Duration patience)
      throws IOException, InterruptedException {
    var params = new DocumentDiagnosticParams(new TextDocumentIdentifier(uri));
    var report = await(server.diagnostic(params), "textDocument/diagnostic", patience);
    return Read.findings(Read.member(report, "items"));
  }

  public List<Spot> definition(String uri, int line, int column, Duration patience)
      throws IOException, InterruptedException {
    var params = new DefinitionParams(new TextDocumentIdentifier(uri), new Position(line, column));
    return Read.spots(await(server.definition(params), "textDocument/definition", patience));
  }

  public List<Spot> references(String uri, int line, int column, Duration patience)
      throws IOException, InterruptedException {
    var params =
        new ReferenceParams(
            new TextDocumentIdentifier(uri),
            new Position(line, column),
            new ReferenceContext(true));
    return Read.spots(await(server.references(params), "textDocument/references", patience));
  }

  public String hover(String uri, int line, int column, Duration patience)
      throws IOException, InterruptedException {
    var params = new HoverParams(new TextDocumentIdentifier(uri), new Position(line, column));
    var answer = await(server.hover(params), "textDocument/hover", patience);
    return Read.text(Read.member(answer, "contents"));
  }

  public List<Spot> symbols(String uri, Duration patience)
      throws IOException, InterruptedException {
    var params = new DocumentSymbolParams(new TextDocumentIdentifier(uri));
    return Read.symbols(
        await(server.documentSymbol(params), "textDocument/documentSymbol", patience), uri);
  }

  public List<Spot> symbolsNamed(String query, Duration patience)
      throws IOException, InterruptedException {
    return Read.symbols(
        await(server.symbol(new WorkspaceSymbolParams(query)), "workspace/symbol", patience), "");
  }

  /** Of a server that ends, no answer is waited for: lsp4j would leave it open for ever. */
  private JsonElement await(CompletableFuture<JsonElement> answer, String method, Duration patience)
      throws IOException, InterruptedException {
    try {
      var first = CompletableFuture.anyOf(answer, ended);
      var result = first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return result instanceof JsonElement json ? json : JsonNull.INSTANCE;
    } catch (TimeoutException _) {
      answer.cancel(true);
      throw new ServerException(
          "it did not answer " + method + " within " + seconds(patience) + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ResponseErrorException error) {
        var said = error.getResponseError();
        var code = said.getCode();
        throw new ServerException(
            "it refused " + method + ": " + said.getMessage(),
            code == -32801 || code == -32802 || code == -32800);
      }
      throw new ServerException("it broke off: " + reason(e.getCause()));
    }
  }

  private static String seconds(Duration patience) {
    return String.format(Locale.ROOT, "%.1f", patience.toMillis() / 1_000.0);
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null ? "unknown" : String.valueOf(cause.getMessage());
  }

  /** Returns the process, which may be gone. */
  public Process process() {
    return process;
  }

  /** Asks it to end, briefly, and lets go of it; who started the process sees to its end. */
  @Override
  public void close() {
    try {
      var _ = server.shutdown().get(300, TimeUnit.MILLISECONDS);
      server.exit();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException _) {
      // It is ended anyway.
    }
    reading.shutdownNow();
  }
}
