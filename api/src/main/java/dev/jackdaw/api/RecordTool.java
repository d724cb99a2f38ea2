package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/**
 * A tool whose input is a record and whose prompt text stands beside it: a resource named as the
 * class with {@code .md} behind it. What comes before the first {@code ##} heading is the
 * description; the text below {@code ## member} describes that member.
 */
public abstract class RecordTool<R extends Record> implements Tool<R> {
  private final RecordInput<R> input;
  private final ToolSpec spec;

  /**
   * Reads the prompt text.
   *
   * @throws IllegalStateException when it is missing
   */
  protected RecordTool(String name, Class<R> inputType) {
    var descriptions = new LinkedHashMap<String, String>();
    var text = promptText(getClass());
    var sections = text.split("(?m)^## +", -1);
    for (var i = 1; i < sections.length; i++) {
      var lineEnd = sections[i].indexOf('\n');
      if (lineEnd < 0) continue;
      descriptions.put(
          sections[i].substring(0, lineEnd).strip(), sections[i].substring(lineEnd).strip());
    }
    this.input = RecordInput.of(inputType, descriptions);
    this.spec = new ToolSpec(name, sections[0].strip(), input.schema());
  }

  private static String promptText(Class<?> owner) {
    var name = owner.getSimpleName() + ".md";
    try (var in = owner.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("no " + name + " beside " + owner);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final ToolSpec spec() {
    return spec;
  }

  @Override
  public final R decode(Json.Obj given) throws InvalidInputException {
    return input.decode(given);
  }
}
