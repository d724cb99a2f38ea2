package dev.jackdaw.bedrock;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import software.amazon.awssdk.core.document.Document;

/** Our JSON as the SDK's. */
final class Documents {
  private Documents() {}

  static Document of(Json json) {
    return switch (json) {
      case Json.Obj object -> {
        var members = new LinkedHashMap<String, Document>();
        object.members().forEach((name, value) -> members.put(whole(name), of(value)));
        yield Document.fromMap(members);
      }
      case Json.Arr array -> {
        var elements = new ArrayList<Document>();
        for (var element : array.elements()) elements.add(of(element));
        yield Document.fromList(elements);
      }
      case Json.Str text -> Document.fromString(whole(text.value()));
      case Json.Num number -> Document.fromNumber(number.literal());
      case Json.Bool bool -> Document.fromBoolean(bool.value());
      case Json.Null _ -> Document.fromNull();
    };
  }

  /** Half a character cannot be written as UTF-8; it becomes U+FFFD. */
  static String whole(String text) {
    StringBuilder out = null;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!Character.isSurrogate(c)) continue;
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (out == null) out = new StringBuilder(text);
      out.setCharAt(i, '\ufffd');
    }
    return out == null ? text : out.toString();
  }
}
