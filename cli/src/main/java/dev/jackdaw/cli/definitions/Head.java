package dev.jackdaw.cli.definitions;

import dev.jackdaw.engine.memory.Frontmatter;
import dev.jackdaw.engine.memory.FrontmatterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The head of a definition, read field by field, and the text below it. */
public record Head(Map<String, Frontmatter.Field> fields, String body) {
  /**
   * Reads a definition.
   *
   * @param needed whether there must be a head
   */
  public static Head parse(String text, boolean needed) throws DefinitionException {
    try {
      var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
      if (!needed && !plain.startsWith("---")) return new Head(Map.of(), plain.strip());
      var head = Frontmatter.parse(plain);
      return new Head(head.fields(), head.body());
    } catch (FrontmatterException e) {
      throw new DefinitionException(e.line(), String.valueOf(e.getMessage()));
    }
  }

  /** Returns a text, on one line; empty when there is none. */
  public String text(String key) {
    var field = fields.get(key);
    return field == null ? "" : field.text().strip().replaceAll("\\s+", " ");
  }

  /** Returns a list: written as one, or as a text with commas or spaces between its entries. */
  public List<String> list(String key) {
    var field = fields.get(key);
    if (field == null) return List.of();
    var entries = new ArrayList<String>();
    for (var value : field.values()) {
      for (var part : Frontmatter.split(value)) entries.addAll(words(part));
    }
    return entries;
  }

  /** Blanks in parentheses part nothing: {@code Bash(git diff:*)} is one word. */
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var depth = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '(') depth++;
      if (c == ')') depth = Math.max(0, depth - 1);
      if (depth == 0 && Character.isWhitespace(c)) {
        if (!word.isEmpty()) words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) words.add(word.toString());
    return words;
  }

  /** Returns whether something is so; nothing where it is not said. */
  public Optional<Boolean> flag(String key) throws DefinitionException {
    var field = fields.get(key);
    if (field == null) return Optional.empty();
    return switch (text(key)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw new DefinitionException(field.line(), "\"" + key + "\" is true or false.");
    };
  }

  /** Returns the line of a field; 1 when it is not there. */
  public int line(String key) {
    var field = fields.get(key);
    return field == null ? 1 : field.line();
  }
}
