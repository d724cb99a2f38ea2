package dev.jackdaw.bedrock;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelInfo.Feature;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Models whose Bedrock is a server of the test. */
final class Bedrocks {
  static final String MODEL = "us.anthropic.claude-opus-4-5-20251101-v1:0";

  private Bedrocks() {}

  static Model model(BedrockServer server) {
    return model(
        server, Map.of("AWS_ACCESS_KEY_ID", "AKIATEST", "AWS_SECRET_ACCESS_KEY", "not-secret"));
  }

  static Model model(BedrockServer server, Map<String, String> variables) {
    var environment = new HashMap<>(variables);
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", server.uri().toString());
    return new BedrockBackend().model(wanted(environment));
  }

  static ModelBackend.Wanted wanted(Map<String, String> environment) {
    return wanted(environment, ModelBackend.Network.PLAIN);
  }

  static ModelBackend.Wanted wanted(Map<String, String> environment, ModelBackend.Network network) {
    return new ModelBackend.Wanted(
        new ModelInfo(
            "bedrock",
            MODEL,
            200_000,
            64_000,
            Set.of(Feature.IMAGES, Feature.THINKING, Feature.PROMPT_CACHE),
            Optional.empty()),
        "budget",
        Map.of(Effort.MEDIUM, 4000),
        environment,
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        "1.2.3",
        network);
  }
}
