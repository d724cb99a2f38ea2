package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool whose input is a record and whose prompt text stands beside it: a resource named as the
 * class with {@code .md} behind it. What comes before the first {@code ##} heading is the
 * description; the text below {@code ## member} describes that member.
 */
public abstract class RecordTool<R extends Record> implements Tool<R> {
  private static final String HEADING = "\n## ";

  private final RecordInput<R> input;
  private final ToolSpec spec;

  /**
   * Reads the prompt text.
   *
   * @throws IllegalStateException when it is missing
   */
  protected RecordTool(String name, Class<R> inputType) {
    this(name, inputType, "", List.of());
  }

  /**
   * As the other, with what is known at run time only.
   *
   * @param appendix stands behind the description
   * @param untold optional members that the model is not told of
   */
  protected RecordTool(String name, Class<R> inputType, String appendix, List<String> untold) {
    var text = "\n" + promptText(getClass());
    var end = text.indexOf(HEADING);
    var description = (end < 0 ? text : text.substring(0, end)).strip() + appendix;
    this.input = RecordInput.of(inputType, end < 0 ? Map.of() : sections(text, end));
    var properties = input.schema().object("properties");
    for (var member : untold) properties = properties.without(member);
    this.spec = new ToolSpec(name, description, input.schema().with("properties", properties));
  }

  /** Returns the texts below the headings, the first of which is at {@code first}. */
  private static Map<String, String> sections(String text, int first) {
    var sections = new LinkedHashMap<String, String>();
    for (var at = first; at >= 0; ) {
      var from = at + HEADING.length();
      at = text.indexOf(HEADING, from);
      var section = at < 0 ? text.substring(from) : text.substring(from, at);
      var lineEnd = section.indexOf('\n');
      if (lineEnd >= 0) {
        sections.put(section.substring(0, lineEnd).strip(), section.substring(lineEnd).strip());
      }
    }
    return sections;
  }

  /**
   * Returns the text of the resource that is named as the class with {@code .md} behind it.
   *
   * @throws IllegalStateException when it is missing
   */
  public static String promptText(Class<?> owner) {
    var name = owner.getSimpleName() + ".md";
    try (var in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "no " + name + " beside " + owner + ", or its module does not open the package");
      }
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
