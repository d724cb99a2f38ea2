package dev.jackdaw.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Redactor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir Path state;

  @Test
  void tellsWhatHappenedAndNoSecret() throws Exception {
    var redactor = new Redactor(Map.of("ANTHROPIC_API_KEY", "sk-secret-value-1"));
    var bug = new IllegalStateException("no such row: sk-secret-value-1");

    var file = CrashReport.write(state, NOW, Map.of("version", "9.9"), bug, redactor).orElseThrow();

    assertThat(file).isEqualTo(state.resolve("crashes/crash-20260203-040506.txt"));
    assertThat(Files.readString(file))
        .startsWith("time: 2026-02-03T04:05:06Z")
        .contains("version: 9.9")
        .contains("IllegalStateException: no such row")
        .contains("CrashReportTest.java")
        .doesNotContain("sk-secret-value-1");
  }

  @Test
  void isNotWrittenTwiceInASecond() {
    var redactor = new Redactor(Map.of());
    assertThat(CrashReport.write(state, NOW, Map.of(), new Error("x"), redactor)).isPresent();
    assertThat(CrashReport.write(state, NOW, Map.of(), new Error("x"), redactor)).isEmpty();
  }
}
