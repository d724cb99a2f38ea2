package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private final Redactor redactor =
      new Redactor(
          Map.of(
              "ANTHROPIC_API_KEY", "value-of-a-key",
              "DB_PASSWORD", "hunter22",
              "KEYBOARD", "us-international",
              "SHORT_KEY", "abc",
              "SSH_KEY", "/home/ada/.ssh/id"));

  @Test
  void takesOutWhatVariablesHold() {
    assertThat(redactor.redact("a value-of-a-key b hunter22 c"))
        .isEqualTo("a [secret] b [secret] c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "us-international abc /home/ada/.ssh/id",
        "task-management-system-x and disk-utilization-percentage-2026",
        "sk-spinner-three-bounce-large",
        "risk-assessment-Report-2026-final-version",
        "Bearer authentication-is-described-below",
        "Authorization: Bearer $TOKEN",
        "AKIA and AIza are prefixes",
      })
  void leavesWordsAlone(String text) {
    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-ant-api03-Ab1defghijklmnopqrst",
        "sk-proj-Zz9abcdefghijklmnopqrstuvwx",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "AKIAIOSFODNN7EXAMPLE",
        "glpat-abcdefghijklmnopqrst",
        "npm_abcdefghijklmnopqrstuvwxyz0123456789",
        "Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA cut",
      })
  void takesOutWhatHasTheFormOfAKey(String key) {
    assertThat(redactor.redact("before " + key))
        .startsWith("before [secret]")
        .doesNotContain("MII");
  }

  @Test
  void learns() {
    assertThat(redactor.redact("fetched-key")).isEqualTo("fetched-key");
    redactor.learn("fetched-key");
    redactor.learn("");
    assertThat(redactor.redact("a fetched-key")).isEqualTo("a [secret]");
  }

  @Test
  void findsSecretsInDetailsToo() {
    var label = new Label(Label.Source.COMMAND, "");
    var details = Json.parseObject("{\"a\":[{\"b\":\"x hunter22\"},3,null]}");
    var result = ToolResult.ok("hunter22", label).withDetails(details);

    var redacted = redactor.redact(result);

    assertThat(redacted.content()).isEqualTo(List.of(new Block.Text("[secret]", label)));
    assertThat(redacted.details())
        .isEqualTo(Json.parseObject("{\"a\":[{\"b\":\"x [secret]\"},3,null]}"));
  }

  @Test
  void isNotSlowedDownByLongTexts() {
    var text = "sk-" + "a".repeat(200_000) + " Bearer " + "b".repeat(200_000);
    assertThat(redactor.redact(text)).isEqualTo(text);
  }
}
