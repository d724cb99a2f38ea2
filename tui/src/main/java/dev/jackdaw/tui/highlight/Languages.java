package dev.jackdaw.tui.highlight;

import dev.jackdaw.tui.highlight.Language.Delimited;
import dev.jackdaw.tui.highlight.Language.Flag;
import dev.jackdaw.tui.highlight.Language.Trait;
import dev.jackdaw.tui.highlight.Language.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code languages.txt}, which says what its lines mean. */
final class Languages {
  private static final String FILE = "languages.txt";

  private Languages() {}

  /** Returns the languages by each of their names. */
  static Map<String, Language> all() {
    var all = new LinkedHashMap<String, Language>();
    var section = new ArrayList<String>();
    var names = List.<String>of();
    for (var line : text().lines().toList()) {
      if (line.startsWith("#")) continue;
      if (!line.startsWith("[")) {
        section.add(line);
        continue;
      }
      for (var name : names) all.put(name, language(names.getFirst(), section));
      names = words(line.substring(1, line.length() - 1));
      section.clear();
    }
    for (var name : names) all.put(name, language(names.getFirst(), section));
    return all;
  }

  /** Returns the language of that name. */
  static Optional<Language> named(String name) {
    var section = new ArrayList<String>();
    var found = Optional.<String>empty();
    for (var line : text().lines().toList()) {
      if (line.startsWith("[")) {
        if (found.isPresent()) break;
        var names = words(line.substring(1, line.length() - 1));
        if (names.contains(name)) found = Optional.of(names.getFirst());
      } else if (found.isPresent()) {
        section.add(line);
      }
    }
    return found.map(first -> language(first, section));
  }

  private static String text() {
    try (var in = Languages.class.getResourceAsStream(FILE)) {
      if (in == null) throw new IllegalStateException("no " + FILE);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  private static Language language(String name, List<String> section) {
    var lineComments = new ArrayList<String>();
    var delimited = new ArrayList<Delimited>();
    var known = new EnumMap<Word, Set<String>>(Word.class);
    for (var word : Word.values()) known.put(word, Set.of());
    var inWords = "";
    var before = "";
    var keyEnd = "";
    var traits = EnumSet.noneOf(Trait.class);
    for (var line : section) {
      var values = words(line);
      var key = values.getFirst();
      values = values.subList(1, values.size());
      switch (key) {
        case "line" -> lineComments.addAll(values);
        case "block" -> delimited.add(block(values));
        case "text" -> delimited.add(text(values));
        case "words" -> inWords = String.join("", values);
        case "before" -> before = String.join("", values);
        case "key" -> keyEnd = String.join("", values);
        case "trait" -> values.forEach(value -> traits.add(Trait.valueOf(upper(value))));
        default -> known.put(Word.valueOf(upper(key)), Set.copyOf(values));
      }
    }
    return new Language(name, lineComments, delimited, known, inWords, before, keyEnd, traits);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static Delimited block(List<String> marks) {
    return new Delimited(marks.get(0), marks.get(1), true, EnumSet.of(Flag.LINES));
  }

  private static Delimited text(List<String> values) {
    var flags = EnumSet.noneOf(Flag.class);
    var given = values.size() > 2 ? values.get(2) : "";
    if (given.contains("e")) flags.add(Flag.ESCAPES);
    if (given.contains("m")) flags.add(Flag.LINES);
    if (given.contains("c")) flags.add(Flag.CHARACTER);
    return new Delimited(values.get(0), values.get(1), false, flags);
  }
}
