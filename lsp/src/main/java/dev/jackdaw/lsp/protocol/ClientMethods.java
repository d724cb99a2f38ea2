package dev.jackdaw.lsp.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.jspecify.annotations.Nullable;

/** What a server may tell and ask. Called by the reading thread; it never waits. */
final class ClientMethods {
  private static final int MOST_CHARS = 2_000;

  private final Listener listener;
  private final Path root;
  private final JsonElement settings;

  ClientMethods(Listener listener, Path root, JsonElement settings) {
    this.listener = listener;
    this.root = root;
    this.settings = settings;
  }

  @JsonNotification("textDocument/publishDiagnostics")
  public void publishDiagnostics(JsonElement params) {
    listener.published(
        Read.text(params, "uri"),
        Read.number(params, "version", -1),
        Read.findings(Read.member(params, "diagnostics")));
  }

  @JsonNotification("window/showMessage")
  public void showMessage(JsonElement params) {
    listener.said(Read.number(params, "type", 4), shortened(Read.text(params, "message")));
  }

  @JsonNotification("window/logMessage")
  public void logMessage(JsonElement params) {
    listener.said(4, shortened(Read.text(params, "message")));
  }

  /** Nobody is asked: none of the answers is chosen. */
  @JsonRequest("window/showMessageRequest")
  public CompletableFuture<@Nullable JsonElement> showMessageRequest(JsonElement params) {
    showMessage(params);
    return nothing();
  }

  @JsonRequest("window/showDocument")
  public CompletableFuture<JsonElement> showDocument(JsonElement params) {
    var answer = new JsonObject();
    answer.addProperty("success", false);
    return done(answer);
  }

  @JsonRequest("window/workDoneProgress/create")
  public CompletableFuture<@Nullable JsonElement> createProgress(JsonElement params) {
    return nothing();
  }

  @JsonNotification("$/progress")
  public void progress(JsonElement params) {}

  @JsonNotification("$/logTrace")
  public void logTrace(JsonElement params) {}

  @JsonNotification("telemetry/event")
  public void telemetry(JsonElement params) {}

  @JsonRequest("workspace/configuration")
  public CompletableFuture<JsonElement> configuration(JsonElement params) {
    var answers = new JsonArray();
    for (var item : Read.elements(Read.member(params, "items"))) {
      answers.add(section(Read.text(item, "section")));
    }
    return done(answers);
  }

  private JsonElement section(String name) {
    var value = settings;
    if (name.isEmpty()) return value;
    for (var part : name.split("\\.", -1)) value = Read.member(value, part);
    return value;
  }

  @JsonRequest("workspace/workspaceFolders")
  public CompletableFuture<JsonElement> workspaceFolders() {
    var folder = new JsonObject();
    folder.addProperty("uri", Uris.of(root));
    folder.addProperty("name", String.valueOf(root.getFileName()));
    var folders = new JsonArray();
    folders.add(folder);
    return done(folders);
  }

  /** A server edits nothing: what changes files is decided, recorded and undone as a call is. */
  @JsonRequest("workspace/applyEdit")
  public CompletableFuture<JsonElement> applyEdit(JsonElement params) {
    var answer = new JsonObject();
    answer.add("applied", new JsonPrimitive(false));
    answer.addProperty("failureReason", "Jackdaw lets no server edit files.");
    return done(answer);
  }

  @JsonRequest("client/registerCapability")
  public CompletableFuture<@Nullable JsonElement> registerCapability(JsonElement params) {
    return nothing();
  }

  @JsonRequest("client/unregisterCapability")
  public CompletableFuture<@Nullable JsonElement> unregisterCapability(JsonElement params) {
    return nothing();
  }

  @JsonRequest("workspace/diagnostic/refresh")
  public CompletableFuture<@Nullable JsonElement> refreshDiagnostics() {
    listener.outdated();
    return nothing();
  }

  /** What is written as {@code null}; gson's own null would be left out of the answer. */
  private static CompletableFuture<@Nullable JsonElement> nothing() {
    return CompletableFuture.completedFuture(null);
  }

  private static CompletableFuture<JsonElement> done(JsonElement answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static String shortened(String text) {
    return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "…" : text;
  }
}
