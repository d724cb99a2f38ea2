package dev.jackdaw.azure;

import com.openai.core.JsonValue;
import dev.jackdaw.api.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Our JSON as the SDK's. */
final class Values {
  private Values() {}

  static JsonValue of(Json json) {
    return JsonValue.from(plain(json));
  }

  private static @Nullable Object plain(Json json) {
    return switch (json) {
      case Json.Obj object -> {
        var members = new LinkedHashMap<String, @Nullable Object>();
        object.members().forEach((name, value) -> members.put(whole(name), plain(value)));
        yield members;
      }
      case Json.Arr array -> {
        var elements = new ArrayList<@Nullable Object>();
        for (var element : array.elements()) elements.add(plain(element));
        yield elements;
      }
      case Json.Str text -> whole(text.value());
      case Json.Num number -> new BigDecimal(number.literal());
      case Json.Bool bool -> bool.value();
      case Json.Null _ -> null;
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
