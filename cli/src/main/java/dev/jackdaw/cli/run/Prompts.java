package dev.jackdaw.cli.run;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.wire.stream.StreamInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Where the prompts of a headless run come from. */
public final class Prompts {
  private Prompts() {}

  /** Returns the one prompt made of the command line and standard input. */
  public static Iterator<List<Block.Content>> of(String prompt, String piped) {
    var text = prompt.isBlank() ? piped : piped.isBlank() ? prompt : prompt + "\n\n" + piped;
    if (text.isBlank()) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "no-prompt",
          "there is no prompt. Give one: jackdaw -p \"fix the failing test\", or pipe one in.");
    }
    return List.<List<Block.Content>>of(List.of(new Block.Text(text, Label.USER))).iterator();
  }

  /** Returns one prompt for each line of JSON; a line is read only when it is asked for. */
  public static Iterator<List<Block.Content>> lines(InputStream in) {
    return new Lines(in);
  }

  private static final class Lines implements Iterator<List<Block.Content>> {
    private final BufferedReader reader;
    private long number;
    private @Nullable String next;

    Lines(InputStream in) {
      reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null || next.isBlank()) {
          next = reader.readLine();
          if (next == null) return false;
          number++;
        }
        return true;
      } catch (CharacterCodingException _) {
        throw new JackdawException(
            JackdawException.Kind.USER,
            "input-not-utf8",
            "line " + (number + 1) + " of standard input is not valid UTF-8");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<Block.Content> next() {
      if (!hasNext() || next == null) throw new NoSuchElementException();
      var line = next;
      next = null;
      return StreamInput.parse(number, line);
    }
  }
}
