package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {
  @Test
  void sortsByTimeAndDoesNotClash() {
    var random = new SplittableRandom(1);
    var seen = new HashSet<String>();
    var last = "";
    for (var second = 0; second < 2_000; second++) {
      var now = Instant.parse("2026-01-09T23:59:58.9Z").plusSeconds(second * 86_399L);
      var id = SessionId.create(now, random).value();
      assertThat(id).matches("[0-9]{8}-[0-9]{6}-[0-9a-z]{7}").isGreaterThan(last);
      last = id;
    }
    for (var i = 0; i < 1_000; i++) {
      assertThat(seen.add(SessionId.create(Instant.EPOCH, random).value())).isTrue();
    }
  }

  @Test
  void beginsWithTheTime() {
    var id = SessionId.create(Instant.parse("2026-11-03T04:05:06Z"), new SplittableRandom(1));
    assertThat(id.value()).startsWith("20261103-040506-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "a\n", "\u00e9", "a\u0000", "a:b", "*"})
  void isAlwaysAFileName(String value) {
    assertThat(SessionId.isValid(value)).isFalse();
    assertThatThrownBy(() -> new SessionId(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasAtMost64Characters() {
    assertThat(SessionId.isValid("a".repeat(64))).isTrue();
    assertThat(SessionId.isValid("a".repeat(65))).isFalse();
    assertThat(new SessionId("A-z_09").value()).isEqualTo("A-z_09");
  }
}
