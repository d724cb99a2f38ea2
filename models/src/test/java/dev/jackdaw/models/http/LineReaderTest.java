package dev.jackdaw.models.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static List<String> lines(String text, int readBytes) throws Exception {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    var reader =
        new LineReader(
            (buffer, offset, length) -> in.read(buffer, offset, Math.min(length, readBytes)));
    var lines = new ArrayList<String>();
    for (var line = reader.next(); line.isPresent(); line = reader.next()) lines.add(line.get());
    return lines;
  }

  @Test
  void findsLinesWhereverTheNetworkCuts() throws Exception {
    for (var readBytes : new int[] {1, 2, 7, 100_000}) {
      assertThat(lines("{\"a\":\"\u00e9\ud83d\udc26\"}\r\n\n  \n{}\nlast", readBytes))
          .containsExactly("{\"a\":\"\u00e9\ud83d\udc26\"}", "{}", "last");
      assertThat(lines("", readBytes)).isEmpty();
      assertThat(lines("x".repeat(40_000) + "\ny\n", readBytes))
          .containsExactly("x".repeat(40_000), "y");
    }
  }

  @Test
  void refusesALineThatIsTooLarge() {
    var in = new ByteArrayInputStream("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> new LineReader(in::read, 1000).next())
        .isInstanceOf(EventTooLargeException.class);
  }
}
