package dev.jackdaw.journal;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps the lines of a journal short and shallow. A text over {@value #MAX_TEXT} characters goes to
 * the blobs and its beginning stays behind; a value nested too deep for the reader goes into a text
 * of its own. Both are listed beside the event by their place, never marked inside it, so that
 * nothing a model or a tool says can pass for such a mark.
 */
final class Bodies {
  private static final int MAX_TEXT = 16 * 1024;
  private static final int EXCERPT = 200;
  private static final int MAX_DEPTH = 100;

  /**
   * An event fit for a line.
   *
   * @param blobs where which body belongs
   * @param deep where which nested value belongs, as JSON text, outer ones first
   */
  record Lean(Json event, Map<String, Json> blobs, Map<String, Json> deep) {}

  private final FileBlobs blobs;

  Bodies(FileBlobs blobs) {
    this.blobs = blobs;
  }

  Lean detach(Json.Obj event) throws IOException {
    if (isLean(event, 0)) return new Lean(event, Map.of(), Map.of());
    var work = new Detaching();
    var lean = work.visit(event, 0);
    return new Lean(lean, work.bodies, work.deep);
  }

  private static boolean isLean(Json value, int depth) {
    return switch (value) {
      case Json.Str(var text) -> text.length() <= MAX_TEXT;
      case Json.Obj(var members) -> {
        for (var member : members.values()) {
          if (!isLean(member, depth + 1)) yield false;
        }
        yield depth < MAX_DEPTH;
      }
      case Json.Arr(var elements) -> {
        for (var element : elements) {
          if (!isLean(element, depth + 1)) yield false;
        }
        yield depth < MAX_DEPTH;
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> true;
    };
  }

  private final class Detaching {
    private final Map<String, Json> bodies = new LinkedHashMap<>();
    private final Map<String, Json> deep = new LinkedHashMap<>();
    private final List<String> steps = new ArrayList<>();

    private Json visit(Json value, int depth) throws IOException {
      return switch (value) {
        case Json.Str string -> string.value().length() > MAX_TEXT ? text(string) : string;
        case Json.Obj object -> depth == MAX_DEPTH ? cut(object) : members(object, depth);
        case Json.Arr array -> depth == MAX_DEPTH ? cut(array) : elements(array, depth);
        case Json.Num _, Json.Bool _, Json.Null _ -> value;
      };
    }

    /** A text that is not well-formed Unicode would not come back as it was, so it stays. */
    private Json text(Json.Str string) throws IOException {
      var bytes = string.value().getBytes(StandardCharsets.UTF_8);
      if (!new String(bytes, StandardCharsets.UTF_8).equals(string.value())) return string;
      var handle = blobs.store(bytes);
      bodies.put(
          Pointer.of(steps),
          Json.object().put("sha256", handle.sha256()).put("size", handle.size()).build());
      return Json.of(string.value().substring(0, EXCERPT));
    }

    /** The place is taken before what is nested still deeper takes its own. */
    private Json cut(Json value) throws IOException {
      var place = Pointer.of(steps);
      deep.put(place, Json.Null.INSTANCE);
      deep.put(place, Json.of(visit(value, 0).compact()));
      return Json.Null.INSTANCE;
    }

    private Json members(Json.Obj object, int depth) throws IOException {
      var lean = new LinkedHashMap<String, Json>();
      for (var member : object.members().entrySet()) {
        lean.put(member.getKey(), child(member.getKey(), member.getValue(), depth));
      }
      return new Json.Obj(lean);
    }

    private Json elements(Json.Arr array, int depth) throws IOException {
      var lean = new ArrayList<Json>(array.elements().size());
      for (var element : array.elements()) {
        lean.add(child(Integer.toString(lean.size()), element, depth));
      }
      return new Json.Arr(lean);
    }

    private Json child(String step, Json value, int depth) throws IOException {
      steps.addLast(step);
      var lean = visit(value, depth + 1);
      steps.removeLast();
      return lean;
    }
  }

  /** Returns the event of a record, whole again; what is missing is said in the text's place. */
  Json.Obj attach(Json.Obj record, Consumer<String> warnings) {
    Json event = record.object("e");
    for (var nested : record.object("d").members().entrySet()) {
      if (nested.getValue() instanceof Json.Str(var text)) {
        event = Pointer.replace(event, nested.getKey(), Json.parse(text));
      }
    }
    for (var body : record.object("b").members().entrySet()) {
      if (body.getValue() instanceof Json.Obj handle) {
        var text = read(record.integer("n", 0), handle, warnings);
        event = Pointer.replace(event, body.getKey(), Json.of(text));
      }
    }
    return event instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }

  private String read(long number, Json.Obj body, Consumer<String> warnings) {
    var sha256 = body.string("sha256", "");
    var size = body.integer("size", 0);
    try {
      return blobs.text(new Blobs.Handle(sha256, size));
    } catch (IOException | IllegalArgumentException _) {
      warnings.accept("Record " + number + ": the body blob:" + sha256 + " is missing or damaged.");
      return "[A text of " + size + " bytes stood here. Its body blob:" + sha256 + " is missing.]";
    }
  }
}
