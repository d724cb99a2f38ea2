package dev.jackdaw.tools.search;

/** File names as they can be shown in a line of their own. */
final class Names {
  private Names() {}

  /** Returns the name with control characters, which could pass for another line, made visible. */
  static String visible(String name) {
    for (var i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) return escaped(name);
    }
    return name;
  }

  private static String escaped(String name) {
    var out = new StringBuilder();
    for (var i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      if (!Character.isISOControl(c)) out.append(c);
      else
        out.append("\\x")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
    }
    return out.toString();
  }
}
