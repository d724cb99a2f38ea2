package dev.jackdaw.embed;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.embed.shape.Shape;
import dev.jackdaw.embed.shape.Shapes;
import dev.jackdaw.embed.shape.UnsupportedType;

/** Asks for an answer that is a value, and reads it. */
final class Answers<T> {
  private static final String FENCE = "```";

  private final Class<T> type;
  private final Shape shape;

  Answers(Class<T> type) {
    if (!type.isRecord() && !type.isSealed()) {
      throw new UnsupportedType(
          type.getSimpleName(), "an answer is a record, or a sealed interface of records");
    }
    this.type = type;
    this.shape = Shapes.of(type, type.getSimpleName());
  }

  /** Returns the form for providers that hold a model to it. */
  AnswerForm form() {
    var name = type.getSimpleName().replaceAll("[^A-Za-z0-9_-]", "_");
    return new AnswerForm(name.substring(0, Math.min(name.length(), 64)), shape.schema());
  }

  /** Returns what is said behind a task. */
  String request() {
    return "Do what it takes first. Then let your last message be one JSON value that fits this"
        + " schema, and nothing else: no words around it, no code fence.\n"
        + shape.schema().compact();
  }

  /** Returns what is said of an answer that was wrong. */
  String repair(String problem) {
    return "That was not what was asked: "
        + problem
        + ". Answer again with one JSON value that fits the schema, and nothing else.\n"
        + shape.schema().compact();
  }

  /**
   * Reads an answer.
   *
   * @throws InvalidInputException when it is none; the message tells the model why
   */
  T read(String text) throws InvalidInputException {
    return type.cast(shape.decode(json(text), ""));
  }

  /** Models put a fence around it, or a sentence before it, although they should not. */
  private static Json json(String text) throws InvalidInputException {
    var bare = unfenced(text.strip());
    try {
      return Json.parse(bare);
    } catch (JsonException e) {
      var start = bare.indexOf('{');
      var end = bare.lastIndexOf('}');
      if (start >= 0 && end > start && (start > 0 || end < bare.length() - 1)) {
        try {
          return Json.parse(bare.substring(start, end + 1));
        } catch (JsonException _) {
          // The first complaint is about all that was said.
        }
      }
      throw new InvalidInputException("it is not JSON: " + e.getMessage());
    }
  }

  private static String unfenced(String text) {
    var start = text.indexOf(FENCE);
    if (start < 0) return text;
    var line = text.indexOf('\n', start);
    var end = text.lastIndexOf(FENCE);
    return line < 0 || end <= line ? text : text.substring(line, end).strip();
  }
}
