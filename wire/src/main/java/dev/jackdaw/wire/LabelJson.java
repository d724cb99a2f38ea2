package dev.jackdaw.wire;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.json.Json;

/** Labels as text: the source in lower case and, after a colon, the detail if there is one. */
public final class LabelJson {
  /** What is assumed of a source this version does not know: the one that has the least rights. */
  static final Label UNKNOWN = new Label(Label.Source.WEB, "");

  private LabelJson() {}

  public static String write(Label label) {
    var source = EnumJson.write(label.source());
    return label.detail().isEmpty() ? source : source + ":" + label.detail();
  }

  /** Reads what {@link #write} wrote; an unknown source becomes the one with the least rights. */
  public static Label read(String text) {
    var colon = text.indexOf(':');
    var source = colon < 0 ? text : text.substring(0, colon);
    return new Label(
        EnumJson.parse(source, Label.Source.values(), UNKNOWN.source()),
        colon < 0 ? "" : text.substring(colon + 1));
  }

  static Label read(Json.Obj object, Label fallback) {
    return object.members().get("label") instanceof Json.Str(var text) ? read(text) : fallback;
  }
}
