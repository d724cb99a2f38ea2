package dev.jackdaw.sandbox.landlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SocketAddressTest {
  private static SocketAddress of(String hexadecimal) {
    return SocketAddress.of(HexFormat.of().parseHex(hexadecimal.replace(" ", "")));
  }

  @Test
  void knowsThisMachineInEveryNotation() {
    var rest = "0000000000000000";
    assertThat(of("0200 1f90 7f000001" + rest))
        .isEqualTo(new SocketAddress.Internet(true, false, 8080));
    assertThat(of("0200 0000 00000000" + rest))
        .isEqualTo(new SocketAddress.Internet(false, true, 0));
    assertThat(of("0a00 1f90 00000000 00000000000000000000000000000001 00000000"))
        .isEqualTo(new SocketAddress.Internet(true, false, 8080));
    assertThat(of("0a00 1f90 00000000 00000000000000000000ffff7f000005 00000000"))
        .isEqualTo(new SocketAddress.Internet(true, false, 8080));
  }

  @Test
  void takesNoOtherMachineForIt() {
    assertThat(of("0200 0050 c0000201 0000000000000000"))
        .isEqualTo(new SocketAddress.Internet(false, false, 80));
    assertThat(of("0a00 0050 00000000 00000000000000000000ffffc0000201 00000000"))
        .isEqualTo(new SocketAddress.Internet(false, false, 80));
    assertThat(of("0a00 0050 00000000 fe800000000000000000000000000001 00000000"))
        .isEqualTo(new SocketAddress.Internet(false, false, 80));
  }

  @Test
  void letsNothingThroughThatItDoesNotKnow() {
    assertThat(of("0200 0050 7f")).isEqualTo(new SocketAddress.Other());
    assertThat(of("0100 0061")).isEqualTo(new SocketAddress.Other());
    assertThat(of("0000 0000 00000000 0000000000000000")).isEqualTo(new SocketAddress.Other());
    assertThat(SocketAddress.of(new byte[0])).isEqualTo(new SocketAddress.Other());
  }

  @Test
  void readsANameUpToItsEnd() {
    var bytes = ByteBuffer.allocate(20).put((byte) 1).put((byte) 0);
    bytes.put("a/b".getBytes(StandardCharsets.UTF_8)).put((byte) 0).put((byte) 'c');
    assertThat(SocketAddress.of(bytes.array())).isEqualTo(new SocketAddress.Name("a/b"));
  }
}
