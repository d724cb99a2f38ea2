package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;

/** A type of Java as JSON. Immutable. */
public interface Shape {
  /** Returns its JSON Schema. */
  Json.Obj schema();

  /**
   * Reads a value.
   *
   * @param path names it in messages, such as {@code items[2].name}
   * @throws InvalidInputException when it is none of this type; the message tells a model what was
   *     expected and what was there
   */
  Object decode(Json value, String path) throws InvalidInputException;

  /** Writes a value of the type. */
  Json encode(Object value);

  /** Returns what a value is, for messages, such as {@code a string}. */
  String expected();
}
