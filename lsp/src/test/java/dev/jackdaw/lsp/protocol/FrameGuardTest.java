package dev.jackdaw.lsp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only whole messages of a sensible size get through. */
class FrameGuardTest {
  private static InputStream guard(String bytes, FrameGuard.Flood most) {
    var in = new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8));
    return new FrameGuard(in, most);
  }

  private static String through(String bytes) throws IOException {
    var all = guard(bytes, FrameGuard.Flood.USUAL).readAllBytes();
    return new String(all, StandardCharsets.UTF_8);
  }

  @Test
  void messagesPassWithTheirLengthAlone() throws IOException {
    assertThat(
            through(
                "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length:"
                    + " 2\r\n\r\n{}hello\r\ncontent-length:4\n\nnull"))
        .isEqualTo("Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull");
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999999999999, announced",
    "2000000000, announced",
    "-1, announced",
    "abc, announced",
    "10, middle"
  })
  void aLengthThatCannotBeEndsIt(String length, String why) {
    assertThatThrownBy(() -> through("Content-Length: " + length + "\r\n\r\n{}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aHeaderWithoutEndAndEndlessGarbageEndIt() {
    assertThatThrownBy(() -> through("X".repeat(100_000))).hasMessageContaining("header");
    assertThatThrownBy(() -> through("hello\n".repeat(100_000))).hasMessageContaining("no message");
  }

  @Test
  void aFloodEndsIt() {
    var message = "Content-Length: 2\r\n\r\n{}";
    assertThatThrownBy(
            () -> guard(message.repeat(11), new FrameGuard.Flood(10, 1_000)).readAllBytes())
        .hasMessageContaining("floods");
    assertThatThrownBy(() -> guard(message.repeat(3), new FrameGuard.Flood(10, 5)).readAllBytes())
        .hasMessageContaining("floods");
  }
}
