package dev.jackdaw.vertex;

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
import dev.jackdaw.testkit.server.GeminiServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Models whose Vertex AI is a server of the test. */
final class Vertexes {
  static final ToolSpec BASH =
      new ToolSpec(
          "bash",
          "Runs a command.",
          Json.parseObject(
              """
              {"type":"object","properties":{"n":{"type":"number","maximum":1.5}},"required":["n"]}
              """));

  private Vertexes() {}

  /** Returns one in express mode. */
  static Model model(GeminiServer server) {
    return model(server, Map.of("GOOGLE_API_KEY", GeminiServer.KEY));
  }

  static Model model(GeminiServer server, Map<String, String> variables) {
    var environment = new HashMap<>(variables);
    environment.put("GOOGLE_VERTEX_BASE_URL", server.uri().toString());
    return new VertexBackend().model(wanted(environment, ModelBackend.Network.PLAIN));
  }

  static ModelBackend.Wanted wanted(Map<String, String> environment, ModelBackend.Network network) {
    return new ModelBackend.Wanted(
        new ModelInfo(
            "vertex",
            GeminiServer.MODEL,
            GeminiServer.WINDOW_TOKENS,
            GeminiServer.MAX_OUTPUT_TOKENS,
            Set.of(Feature.IMAGES, Feature.THINKING),
            Optional.empty()),
        "level",
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
