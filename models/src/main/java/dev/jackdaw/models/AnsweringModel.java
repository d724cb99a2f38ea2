package dev.jackdaw.models;

import dev.jackdaw.api.json.Json;

/** Notes which model answers, from the first event that says so in any of the dialects. */
final class AnsweringModel {
  private String name = "";

  void look(Json.Obj event) {
    if (!name.isEmpty()) return;
    name = event.string("model", event.string("modelVersion", ""));
    if (name.isEmpty()) name = event.object("message").string("model", "");
    if (name.isEmpty()) name = event.object("response").string("model", "");
  }

  /** Returns the name; empty when the provider did not say. */
  String name() {
    return name;
  }
}
