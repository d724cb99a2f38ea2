package dev.jackdaw.vertex;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.testkit.contract.BackendNetworkContract;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.Prepared;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class VertexNetworkTest extends BackendNetworkContract {
  private final GeminiServer server = GeminiServer.openVertex();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected int port() {
    server.answering(_ -> Prepared.text("Through."));
    return server.uri().getPort();
  }

  @Override
  protected String key() {
    return GeminiServer.KEY;
  }

  @Override
  protected Optional<String> header(String name) {
    return server.requests().getLast().header(name);
  }

  @Override
  protected Model model(String address, ModelBackend.Network network) {
    return new VertexBackend()
        .model(Vertexes.wanted(Map.of("GOOGLE_VERTEX_BASE_URL", address), network));
  }
}
