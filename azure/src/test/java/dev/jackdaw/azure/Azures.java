package dev.jackdaw.azure;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelInfo.Feature;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Models whose Azure is a server of the test. */
final class Azures {
  static final ToolSpec BASH =
      new ToolSpec(
          "bash",
          "Runs a command.",
          Json.parseObject(
              """
              {"type":"object","properties":{"n":{"type":"number","maximum":1.5}},"required":["n"]}
              """));

  private Azures() {}

  static Model model(ResponsesServer server) {
    return model(server, Map.of("AZURE_OPENAI_API_KEY", ResponsesServer.KEY));
  }

  static Model model(ResponsesServer server, Map<String, String> variables) {
    var environment = new HashMap<>(variables);
    environment.put("AZURE_OPENAI_ENDPOINT", server.uri().toString());
    return new AzureBackend().model(wanted(environment));
  }

  static ModelBackend.Wanted wanted(Map<String, String> environment) {
    return wanted(environment, ModelBackend.Network.PLAIN);
  }

  static ModelBackend.Wanted wanted(Map<String, String> environment, ModelBackend.Network network) {
    return new ModelBackend.Wanted(
        new ModelInfo(
            "azure",
            ResponsesServer.MODEL,
            ResponsesServer.WINDOW_TOKENS,
            ResponsesServer.MAX_OUTPUT_TOKENS,
            Set.of(Feature.IMAGES, Feature.THINKING),
            Optional.empty()),
        "effort",
        Map.of(),
        environment,
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        "1.2.3",
        network);
  }

  static ModelRequest request(List<ToolSpec> tools, Message... messages) {
    return new ModelRequest(
        List.of(new Block.Text("Be good.", Label.JACKDAW)),
        tools,
        List.of(messages),
        8000,
        Effort.MEDIUM,
        "session");
  }
}
