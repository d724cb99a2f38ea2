package dev.jackdaw.embed.shape;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Param;

/** What is said of a type wherever it is used. */
final class Described {
  private Described() {}

  static Json.Obj as(Class<?> type, Json.Obj schema) {
    var param = type.getAnnotation(Param.class);
    return param == null || param.value().isEmpty()
        ? schema
        : schema.with("description", Json.of(param.value()));
  }
}
