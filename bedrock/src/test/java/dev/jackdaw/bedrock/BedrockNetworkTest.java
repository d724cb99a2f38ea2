package dev.jackdaw.bedrock;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.testkit.contract.BackendNetworkContract;
import dev.jackdaw.testkit.server.Prepared;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class BedrockNetworkTest extends BackendNetworkContract {
  private static final String KEY = "bedrock-api-key-1";

  private final BedrockServer server = new BedrockServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected int port() {
    server.always(() ->
        server.authorizations().getLast().equals("Bearer " + KEY)
            ? Prepared.text("Through.")
            : BedrockServer.failure(403, "AccessDeniedException", "The API key has expired."));
    return server.uri().getPort();
  }

  @Override
  protected String key() {
    return KEY;
  }

  @Override
  protected Optional<String> header(String name) {
    return server.header(name);
  }

  @Override
  protected Model model(String address, ModelBackend.Network network) {
    var environment =
        Map.of("AWS_REGION", "us-east-1", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address);
    return new BedrockBackend().model(Bedrocks.wanted(environment, network));
  }
}
