package dev.jackdaw.engine.context;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.Optional;

/**
 * What is known of a file that calls had to do with.
 *
 * @param number of the last call that read or changed it
 * @param modifiedBy number of the last call that changed it; 0 when none did
 * @param edits how often a tool changed it that tells the lines
 * @param otherChanges how often something else changed it, such as a command
 * @param fate {@code new} or {@code deleted} since it is known; else empty
 * @param failure the last try to change it, when it failed and none has succeeded since
 * @param isNamed whether the lines of the calls that changed it name it
 */
record FileState(
    String path,
    long number,
    long modifiedBy,
    int edits,
    int otherChanges,
    long added,
    long removed,
    int reads,
    String fate,
    Optional<Ledger.Line> failure,
    boolean isNamed) {

  static FileState of(String path) {
    return new FileState(path, 0, 0, 0, 0, 0, 0, 0, "", Optional.empty(), true);
  }

  boolean isModified() {
    return modifiedBy > 0;
  }

  /** Returns whether it must not be forgotten. */
  boolean matters() {
    return isModified() || failure.isPresent();
  }

  FileState read(long by) {
    return new FileState(
        path, by, modifiedBy, edits, otherChanges, added, removed, reads + 1, fate, failure, isNamed);
  }

  FileState failed(Ledger.Line line) {
    return new FileState(
        path,
        line.number(),
        modifiedBy,
        edits,
        otherChanges,
        added,
        removed,
        reads,
        fate,
        Optional.of(line),
        isNamed);
  }

  FileState settled() {
    return new FileState(
        path,
        number,
        modifiedBy,
        edits,
        otherChanges,
        added,
        removed,
        reads,
        fate,
        Optional.empty(),
        isNamed);
  }

  /** Returns it after a change that its tool tells of in the details of its result. */
  FileState edited(Ledger.Line by, Json.Obj change) {
    var kind = change.string("change", "");
    return new FileState(
        path,
        by.number(),
        by.number(),
        edits + 1,
        otherChanges,
        added + change.integer("added", 0),
        removed + change.integer("removed", 0),
        reads,
        fate(kind.equals("create"), kind.equals("delete")),
        Optional.empty(),
        isNamed && by.names(path));
  }

  /** Returns it after a change that was seen from outside. */
  FileState changed(Ledger.Line by, char sign, boolean succeeded) {
    return new FileState(
        path,
        by.number(),
        by.number(),
        edits,
        otherChanges + 1,
        added,
        removed,
        reads,
        fate(sign == '+', sign == '-'),
        succeeded ? Optional.empty() : failure,
        isNamed && by.names(path));
  }

  private String fate(boolean made, boolean deleted) {
    if (deleted) return "deleted";
    return made || fate.equals("new") ? "new" : "";
  }

  Ledger.Line line() {
    var parts = new ArrayList<String>();
    if (!fate.isEmpty()) parts.add(fate);
    if (edits > 0) parts.add(times(edits, "edit") + " +" + added + " -" + removed);
    if (otherChanges > 0) parts.add("changed by " + times(otherChanges, "command"));
    if (reads > 0) parts.add("read " + (reads == 1 ? "once" : reads + " times"));
    return new Ledger.Line(number, "#" + number + " " + path + ": " + String.join(", ", parts));
  }

  private static String times(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
