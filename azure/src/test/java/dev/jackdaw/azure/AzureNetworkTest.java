package dev.jackdaw.azure;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.testkit.contract.BackendNetworkContract;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class AzureNetworkTest extends BackendNetworkContract {
  private final ResponsesServer server = ResponsesServer.openAzure();

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
    return ResponsesServer.KEY;
  }

  @Override
  protected Optional<String> header(String name) {
    return server.requests().getLast().header(name);
  }

  @Override
  protected Model model(String address, ModelBackend.Network network) {
    return new AzureBackend()
        .model(Azures.wanted(Map.of("AZURE_OPENAI_ENDPOINT", address), network));
  }
}
