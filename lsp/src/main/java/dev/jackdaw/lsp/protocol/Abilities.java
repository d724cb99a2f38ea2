package dev.jackdaw.lsp.protocol;

import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DefinitionCapabilities;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.DocumentSymbolCapabilities;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.HoverCapabilities;
import org.eclipse.lsp4j.PublishDiagnosticsCapabilities;
import org.eclipse.lsp4j.SynchronizationCapabilities;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;

/** What we can, as servers are told. */
final class Abilities {
  private Abilities() {}

  static ClientCapabilities ours() {
    var general = new GeneralClientCapabilities();
    general.setPositionEncodings(java.util.List.of("utf-16"));
    var all =
        new ClientCapabilities(workspace(), documents(), new WindowClientCapabilities(), null);
    all.setGeneral(general);
    return all;
  }

  private static WorkspaceClientCapabilities workspace() {
    var workspace = new WorkspaceClientCapabilities();
    workspace.setConfiguration(true);
    workspace.setWorkspaceFolders(true);
    workspace.setDidChangeWatchedFiles(new DidChangeWatchedFilesCapabilities(true));
    return workspace;
  }

  private static TextDocumentClientCapabilities documents() {
    var sync = new SynchronizationCapabilities();
    sync.setDidSave(true);
    var published = new PublishDiagnosticsCapabilities();
    published.setVersionSupport(true);
    var symbols = new DocumentSymbolCapabilities();
    symbols.setHierarchicalDocumentSymbolSupport(true);
    var definition = new DefinitionCapabilities();
    definition.setLinkSupport(true);
    var hover = new HoverCapabilities();
    hover.setContentFormat(java.util.List.of("plaintext", "markdown"));
    var documents = new TextDocumentClientCapabilities();
    documents.setSynchronization(sync);
    documents.setPublishDiagnostics(published);
    documents.setDocumentSymbol(symbols);
    documents.setDefinition(definition);
    documents.setHover(hover);
    documents.setDiagnostic(new DiagnosticCapabilities());
    return documents;
  }
}
