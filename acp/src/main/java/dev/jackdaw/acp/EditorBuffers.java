package dev.jackdaw.acp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.Peer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the editor for the text of files, for what is not saved yet. */
final class EditorBuffers implements AcpActions.Buffers {
  /** An editor that does not answer must not keep a call from reading the disk. */
  private static final long PATIENCE_SECONDS = 5;

  private final Peer peer;
  private final boolean able;
  private volatile String session = "";

  EditorBuffers(Peer peer, boolean able) {
    this.peer = peer;
    this.able = able;
  }

  void belongTo(String id) {
    session = id;
  }

  @Override
  public Optional<String> text(Path file) {
    if (!able || session.isEmpty()) return Optional.empty();
    var params = Json.object().put("sessionId", session).put("path", file.toString()).build();
    var pending = peer.request("fs/read_text_file", params);
    try {
      var answer = pending.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return answer instanceof Json.Obj object ? object.string("content") : Optional.empty();
    } catch (ExecutionException | TimeoutException _) {
      peer.forget(pending);
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      peer.forget(pending);
      return Optional.empty();
    }
  }
}
