package dev.jackdaw.acp;

import dev.jackdaw.api.json.Json;

/**
 * What the editor said it can do.
 *
 * @param reads files with what is not saved yet
 * @param forms questions as forms
 * @param notices remarks beside the conversation
 * @param compaction folds of the conversation
 * @param terminalLogins logging in on a terminal
 */
record Abilities(
    boolean reads, boolean forms, boolean notices, boolean compaction, boolean terminalLogins) {
  static final Abilities NONE = new Abilities(false, false, false, false, false);

  /** Reads {@code clientCapabilities}; what is not as it should be counts as missing. */
  static Abilities of(Json.Obj json) {
    var session = json.object("session");
    return new Abilities(
        json.object("fs").bool("readTextFile", false),
        json.object("elicitation").get("form").isPresent(),
        session.get("notices").isPresent(),
        session.get("compaction").isPresent(),
        json.object("auth").bool("terminal", false));
  }
}
