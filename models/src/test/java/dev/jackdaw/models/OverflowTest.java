package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverflowTest {
  @Test
  void learnsTheLimitFromTheWordsOfServers() {
    var sayings =
        Map.of(
            "prompt is too long: 208310 tokens > 200000 maximum",
            200_000,
            "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000",
            200_000,
            "This model's maximum context length is 128000 tokens. However, you requested",
            128_000,
            "This endpoint's maximum context length is 262,144 tokens",
            262_144,
            "request (5210 tokens) exceeds the available context size (4096 tokens)",
            4096,
            "{\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":5210,\"n_ctx\":8192}",
            8192,
            "Requested tokens (5000) exceed context window of 2048",
            2048,
            "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576)",
            1_048_576,
            "Your request exceeded model token limit: 131072",
            131_072);
    sayings.forEach((saying, limit) -> {
      assertThat(Overflow.isSaidBy(saying)).as(saying).isTrue();
      assertThat(Overflow.limit(saying)).as(saying).isEqualTo(limit);
    });
  }

  @Test
  void inventsNoLimit() {
    for (var saying : List.of("", "prompt is too long", "maximum context length is 99999999999")) {
      assertThat(Overflow.limit(saying)).as(saying).isZero();
    }
  }
}
