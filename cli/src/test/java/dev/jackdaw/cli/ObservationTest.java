package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationTest {
  @Test
  void isOffUnlessAStandardVariableAsksForIt() {
    assertThat(Observation.isWanted(Map.of())).isFalse();
    assertThat(Observation.isWanted(Map.of("OTEL_SERVICE_NAME", "x"))).isFalse();
    assertThat(Observation.isWanted(Map.of("OTEL_TRACES_EXPORTER", "none"))).isFalse();
    assertThat(Observation.isWanted(Map.of("OTEL_METRICS_EXPORTER", "otlp"))).isTrue();
    var endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    assertThat(Observation.isWanted(Map.of(endpoint, " "))).isFalse();
    assertThat(Observation.isWanted(Map.of(endpoint, "http://127.0.0.1:4318"))).isTrue();
    assertThat(Observation.isWanted(Map.of(endpoint, "http://x", "OTEL_SDK_DISABLED", "TRUE")))
        .isFalse();
  }
}
