package dev.jackdaw.tui.theme;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tui.theme.Look.Attribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a user's theme: {@code {"extends": "dark", "roles": {"heading": {"foreground": "#ff8800",
 * "bold": true}}}}. All that is wrong with it is said at once, each with its place.
 */
public final class ThemeFile {
  private static final List<String> KEYS = List.of("$schema", "extends", "background", "roles");
  private static final List<String> COLOURS =
      List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");

  private final Themes known;
  private final List<String> problems = new ArrayList<>();

  private ThemeFile(Themes known) {
    this.known = known;
  }

  /**
   * Reads a theme.
   *
   * @param file how the file is called in messages
   * @throws JackdawException of kind user when something in it is wrong
   */
  public static NamedTheme read(String name, String file, Json.Obj content) {
    var reader = new ThemeFile(Themes.builtIn());
    var theme = reader.theme(name, content);
    if (reader.problems.isEmpty()) return theme;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "bad-theme",
        "The theme " + file + " cannot be used: " + String.join(" ", reader.problems));
  }

  /** Returns how a role is called in a file: {@code diff-added}. */
  public static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private NamedTheme theme(String name, Json.Obj content) {
    knowKeys("", content, KEYS);
    var background = content.get("background").flatMap(value -> rgb("background", value));
    var base = base(content, background);
    var roles = new EnumMap<Role, Look>(Role.class);
    var given = content.get("roles").orElse(Json.Obj.EMPTY);
    if (given instanceof Json.Obj object) readRoles(object, base, roles);
    else problem("roles", "must be an object of roles.");
    return base.with(name, background.map(List::of).orElse(base.backgrounds()), roles);
  }

  private NamedTheme base(Json.Obj content, Optional<Rgb> background) {
    var value = content.get("extends").orElse(Json.of(Themes.AUTO));
    if (!(value instanceof Json.Str(var name))) {
      problem("extends", "must be the name of a theme.");
      return BuiltInThemes.DARK;
    }
    try {
      return known.named(name, background);
    } catch (JackdawException e) {
      problem("extends", String.valueOf(e.getMessage()));
      return BuiltInThemes.DARK;
    }
  }

  private void readRoles(Json.Obj given, NamedTheme base, Map<Role, Look> roles) {
    var byName = new LinkedHashMap<String, Role>();
    for (var role : Role.values()) byName.put(name(role), role);
    for (var member : given.members().entrySet()) {
      var where = "roles." + member.getKey();
      var role = byName.get(member.getKey());
      if (role == null) unknown(where, "role", member.getKey(), byName.keySet());
      else roles.put(role, look(where, member.getValue(), base.look(role)));
    }
  }

  private Look look(String where, Json value, Look base) {
    return switch (value) {
      case Json.Obj object -> look(where, object, base);
      case Json.Str _, Json.Num _ ->
          new Look(colour(where, value), base.background(), base.attributes());
      case Json.Arr _, Json.Bool _, Json.Null _ -> {
        problem(where, "must be a colour or an object.");
        yield base;
      }
    };
  }

  private Look look(String where, Json.Obj object, Look base) {
    var attributes = EnumSet.noneOf(Attribute.class);
    attributes.addAll(base.attributes());
    var names = new ArrayList<>(List.of("foreground", "background"));
    for (var attribute : Attribute.values()) {
      var name = attribute.name().toLowerCase(Locale.ROOT);
      names.add(name);
      var value = object.get(name);
      if (value.isEmpty()) continue;
      if (!(value.get() instanceof Json.Bool)) problem(where + "." + name, "is true or false.");
      else if (object.bool(name, false)) attributes.add(attribute);
      else attributes.remove(attribute);
    }
    knowKeys(where + ".", object, names);
    return new Look(
        part(where, "foreground", object, base.foreground()),
        part(where, "background", object, base.background()),
        attributes);
  }

  private Optional<Colour> part(
      String where, String name, Json.Obj object, Optional<Colour> fallback) {
    var value = object.get(name);
    return value.isEmpty() ? fallback : colour(where + "." + name, value.get());
  }

  private Optional<Rgb> rgb(String where, Json value) {
    var read = value instanceof Json.Str(var text) ? Rgb.parse(text) : Optional.<Rgb>empty();
    if (read.isEmpty()) problem(where, "must be a colour such as \"#1e1e1e\".");
    return read;
  }

  private Optional<Colour> colour(String where, Json value) {
    if (value instanceof Json.Num number) return numbered(where, number);
    if (value instanceof Json.Str(var text)) {
      if (text.equals("default")) return Optional.empty();
      var rgb = Rgb.parse(text);
      if (rgb.isPresent()) return Optional.of(rgb.get());
      var bright = text.startsWith("bright-");
      var index = COLOURS.indexOf(bright ? text.substring(7) : text);
      if (index >= 0) return Optional.of(new Colour.Numbered(bright ? index + 8 : index));
    }
    problem(
        where,
        "must be a colour: \"#rrggbb\", a number from 0 to 255, \"default\", or one of "
            + String.join(", ", COLOURS)
            + ", also with \"bright-\" in front.");
    return Optional.empty();
  }

  private Optional<Colour> numbered(String where, Json.Num number) {
    var index = number.integer().orElse(-1L);
    if (index >= 0 && index <= 255) return Optional.of(new Colour.Numbered(index.intValue()));
    problem(where, "must be from 0 to 255.");
    return Optional.empty();
  }

  private void knowKeys(String prefix, Json.Obj object, Collection<String> keys) {
    for (var key : object.members().keySet()) {
      if (!keys.contains(key)) unknown(prefix + key, "key", key, keys);
    }
  }

  private void unknown(String where, String kind, String given, Collection<String> names) {
    var hint = Nearest.hint(given, names);
    problem(where, "is no " + kind + (hint.isEmpty() ? "." : hint));
  }

  private void problem(String where, String what) {
    problems.add("\"" + where + "\" " + what);
  }
}
