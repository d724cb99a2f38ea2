package dev.jackdaw.benchmarks;

import dev.jackdaw.tui.markdown.MarkdownStream;
import dev.jackdaw.tui.text.Ansi;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.theme.Themes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Drawing a reply of 10,000 tokens that arrives token by token: prose, lists, a table and code.
 * With frames, what is not finished is drawn after every 40 tokens, as it is when 2,000 arrive in a
 * second and 50 frames are shown.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MarkdownSpeed {
  private static final int TOKENS = 10_000;
  private static final int TOKEN_CHARS = 4;
  private static final int TOKENS_PER_FRAME = 40;
  private static final String PART =
      """
      ## What was found

      The reader keeps **one buffer** for each stream, and `accept` copies what is left of it. That is
      linear as long as pieces are short; a long piece is copied *once* more than it must be, which can
      be seen in the profile below.

      - the first item, with [a link](https://example.org/docs) in it
      - the second, with `code`
        1. nested

      | case | before | after |
      |---|---:|---:|
      | short pieces | 12 ms | 9 ms |
      | one long piece | 140 ms | 11 ms |

      ```java
      /** Takes the next piece. */
      public List<String> accept(String piece) { // copies
        var text = held + piece;
        return text.isEmpty() ? List.of() : lines(text, 0x7F, "\\n");
      }
      ```

      """;

  /** The width of the terminal. */
  @Param({"80"})
  public int width;

  private String reply;
  private Theme theme;

  @Setup
  public void open() {
    reply =
        PART.repeat(TOKENS * TOKEN_CHARS / PART.length() + 1).substring(0, TOKENS * TOKEN_CHARS);
    theme = Themes.builtIn().styles("dark", Optional.empty(), ColourDepth.TRUE);
  }

  @Benchmark
  public int finishedLines() {
    return draw(Integer.MAX_VALUE);
  }

  @Benchmark
  public int withFrames() {
    return draw(TOKENS_PER_FRAME);
  }

  private int draw(int tokensPerFrame) {
    var stream = new MarkdownStream(theme, () -> width, Capabilities.RICH);
    var written = 0;
    for (var at = 0; at < reply.length(); at += TOKEN_CHARS) {
      var lines = stream.accept(reply.substring(at, at + TOKEN_CHARS));
      for (var line : lines) written += Ansi.of(line, true).length();
      if (at / TOKEN_CHARS % tokensPerFrame == tokensPerFrame - 1) written += stream.open().size();
    }
    for (var line : stream.end()) written += Ansi.of(line, true).length();
    return written;
  }
}
