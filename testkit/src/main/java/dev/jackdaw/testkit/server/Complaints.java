package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;

/** How a dialect words what is wrong with a member. */
interface Complaints {
  Rejection missing(String path);

  Rejection unknown(String path);

  /**
   * Complains of a type; {@code expected} is one of string, integer, number, boolean, object,
   * array.
   */
  Rejection wrongType(String path, String expected, Json actual);

  Rejection wrongValue(String path, String problem);

  /** Returns the place of an element. */
  String element(String path, int index);

  /** Returns whether {@code null} stands for a missing member. */
  boolean nullIsMissing();

  static String typeOf(Json value) {
    return switch (value) {
      case Json.Obj _ -> "object";
      case Json.Arr _ -> "array";
      case Json.Str _ -> "string";
      case Json.Num number -> number.integer().isPresent() ? "integer" : "number";
      case Json.Bool _ -> "boolean";
      case Json.Null _ -> "null";
    };
  }
}
