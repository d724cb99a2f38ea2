package dev.jackdaw.lsp.protocol;

import com.google.gson.JsonElement;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/**
 * What we ask of a server. Not lsp4j's own interface: the few methods take a third of the time to
 * set up, and answers stay JSON, so that one that is not as the protocol has it is still read.
 */
interface ServerMethods {
  @JsonRequest("initialize")
  CompletableFuture<JsonElement> initialize(InitializeParams params);

  @JsonNotification("initialized")
  void initialized(InitializedParams params);

  @JsonRequest("shutdown")
  CompletableFuture<JsonElement> shutdown();

  @JsonNotification("exit")
  void exit();

  @JsonNotification("textDocument/didOpen")
  void didOpen(DidOpenTextDocumentParams params);

  @JsonNotification("textDocument/didChange")
  void didChange(DidChangeTextDocumentParams params);

  @JsonNotification("textDocument/didSave")
  void didSave(DidSaveTextDocumentParams params);

  @JsonNotification("textDocument/didClose")
  void didClose(DidCloseTextDocumentParams params);

  @JsonNotification("workspace/didChangeWatchedFiles")
  void didChangeWatchedFiles(DidChangeWatchedFilesParams params);

  @JsonNotification("workspace/didChangeConfiguration")
  void didChangeConfiguration(JsonElement params);

  @JsonRequest("textDocument/diagnostic")
  CompletableFuture<JsonElement> diagnostic(DocumentDiagnosticParams params);

  @JsonRequest("textDocument/definition")
  CompletableFuture<JsonElement> definition(DefinitionParams params);

  @JsonRequest("textDocument/references")
  CompletableFuture<JsonElement> references(ReferenceParams params);

  @JsonRequest("textDocument/documentSymbol")
  CompletableFuture<JsonElement> documentSymbol(DocumentSymbolParams params);

  @JsonRequest("workspace/symbol")
  CompletableFuture<JsonElement> symbol(WorkspaceSymbolParams params);

  @JsonRequest("textDocument/hover")
  CompletableFuture<JsonElement> hover(HoverParams params);
}
