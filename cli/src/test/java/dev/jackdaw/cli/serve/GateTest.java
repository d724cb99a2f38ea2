package dev.jackdaw.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final String TOKEN = "s3cret";

  private static int status(
      @Nullable String host, @Nullable String origin, @Nullable String authorization) {
    return new Gate(TOKEN)
        .refusal(host, origin, authorization)
        .map(Gate.Refusal::status)
        .orElse(200);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200",
    "localhost:8080,200",
    "LOCALHOST:1,200",
    "127.0.0.1:8080,200",
    "[::1]:8080,200",
    "[::1],200",
    "evil.example,403",
    "localhost.evil.example:8080,403",
    "127.0.0.1.evil.example,403",
    "evil.example:127,403",
    "127.0.0.2:80,403"
  })
  void theHostMustBeThisMachine(String host, int status) {
    assertThat(status(host, null, "Bearer " + TOKEN)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000,200",
    "https://127.0.0.1,200",
    "http://evil.example,403",
    "http://localhost.evil.example,403",
    "http://localhost@evil.example,403",
    "file://localhost,403",
    "null,403"
  })
  void aPageMustBeOfThisMachine(String origin, int status) {
    assertThat(status("localhost", origin, "Bearer " + TOKEN)).isEqualTo(status);
  }

  @Test
  void theTokenMustBeShown() {
    assertThat(status("localhost", null, null)).isEqualTo(401);
    assertThat(status("localhost", null, TOKEN)).isEqualTo(401);
    assertThat(status("localhost", null, "Basic " + TOKEN)).isEqualTo(401);
    assertThat(status("localhost", null, "Bearer " + TOKEN + "x")).isEqualTo(401);
    assertThat(status("localhost", null, "Bearer ")).isEqualTo(401);
    assertThat(status("localhost", null, "bearer  " + TOKEN + " ")).isEqualTo(200);
    assertThat(status(null, null, "Bearer " + TOKEN)).isEqualTo(403);
  }
}
