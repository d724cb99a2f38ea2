package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainPartsTest {
  @Test
  void amountsAreShort() {
    assertThat(Amounts.seconds(Duration.ofMillis(3_240))).isEqualTo("3.2 s");
    assertThat(Amounts.seconds(Duration.ofMillis(59_960))).isEqualTo("1 m 00 s");
    assertThat(Amounts.seconds(Duration.ofSeconds(125))).isEqualTo("2 m 05 s");
    assertThat(Amounts.seconds(Duration.ofSeconds(-1))).isEqualTo("0.0 s");
    assertThat(Amounts.tokens(999)).isEqualTo("999");
    assertThat(Amounts.tokens(12_345)).isEqualTo("12.3k");
    assertThat(Amounts.tokens(4_560_000)).isEqualTo("4.5M");
    assertThat(Amounts.dollars(0.0123)).isEqualTo("$0.0123");
    assertThat(Amounts.dollars(0.000049)).isEqualTo("$0.0000");
    assertThat(Amounts.dollars(12.345)).isEqualTo("$12.35");
    assertThat(Amounts.dollars(0.99999)).isEqualTo("$1.0000");
  }

  @Test
  void typingAheadCanBeCorrected() {
    var typed = new TypeAhead();
    "stop that\u007f\u007f\u007f\u007fit\u0017now".chars().forEach(typed::accept);
    assertThat(typed.shown()).isEqualTo("stop now");
    "\ud83d\udc4d\u007f!".chars().forEach(typed::accept);
    assertThat(typed.accept('\r')).isEqualTo(Optional.of("stop now!"));
    assertThat(typed.accept('\r')).isEmpty();
    "x\u0015".chars().forEach(typed::accept);
    assertThat(typed.take()).isEmpty();
  }

  @Test
  void aPromptMayBeginWithAPath() {
    assertThat(Commands.isCommand("/help")).isTrue();
    assertThat(Commands.isCommand("/etc/hosts looks odd")).isFalse();
    assertThat(Commands.isCommand("fix /x")).isFalse();
  }

  @Test
  void signsFitTheEncoding() {
    assertThat(Signs.in(java.nio.charset.StandardCharsets.US_ASCII).call()).isEqualTo("*");
    assertThat(Signs.in(java.nio.charset.StandardCharsets.UTF_8).call()).isEqualTo("●");
  }
}
