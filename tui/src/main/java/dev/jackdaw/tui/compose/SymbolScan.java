package dev.jackdaw.tui.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds what a source file defines, line by line and without its language's grammar: a word such as
 * {@code class} or {@code def} and the name behind it, or a name before a parenthesis on a line
 * that opens a block. It is quick, and wrong now and then; what it finds is a place to look at.
 */
final class SymbolScan {
  private static final Set<String> ENDINGS =
      Set.of(
          "java", "kt", "kts", "scala", "groovy", "py", "js", "mjs", "cjs", "jsx", "ts", "tsx",
          "go", "rs", "c", "h", "cc", "cpp", "cxx", "hpp", "cs", "rb", "php", "swift", "dart",
          "lua", "sh", "bash", "zig", "ex", "exs", "vue", "svelte");

  private static final Set<String> KINDS =
      Set.of(
          "class",
          "interface",
          "enum",
          "record",
          "struct",
          "union",
          "trait",
          "object",
          "module",
          "namespace",
          "protocol",
          "extension",
          "def",
          "defp",
          "defmodule",
          "fn",
          "func",
          "fun",
          "function",
          "type",
          "typedef",
          "macro_rules!");

  /** They stand before a parenthesis and define nothing. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "if",
          "for",
          "while",
          "switch",
          "catch",
          "return",
          "else",
          "new",
          "do",
          "try",
          "when",
          "with",
          "match",
          "synchronized",
          "throw",
          "await",
          "yield",
          "sizeof",
          "elif",
          "until",
          "foreach",
          "using",
          "lock",
          "guard",
          "and",
          "or",
          "not",
          "in",
          "is",
          "super",
          "this",
          "assert",
          "case",
          "defer",
          "go",
          "select",
          "unless",
          "loop");

  private static final int MOST_IN_A_LINE = 400;

  private SymbolScan() {}

  /** Returns whether a file of that name is one of the languages that are understood. */
  static boolean isSource(String path) {
    var dot = path.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Returns what the text defines, in order. */
  static List<Symbol> of(String path, String text) {
    var found = new ArrayList<Symbol>();
    var number = 0;
    for (var from = 0; from < text.length(); ) {
      var end = text.indexOf('\n', from);
      var to = end < 0 ? text.length() : end;
      number++;
      if (to - from <= MOST_IN_A_LINE) line(path, text.substring(from, to), number, found);
      from = to + 1;
    }
    return found;
  }

  private static void line(String path, String line, int number, List<Symbol> found) {
    var start = 0;
    while (start < line.length() && line.charAt(start) <= ' ') start++;
    if (start == line.length() || "#/*-'\"`}{;<)".indexOf(line.charAt(start)) >= 0) return;
    var before = "";
    for (var at = start; at < line.length(); ) {
      var end = wordEnd(line, at);
      if (end == at) {
        var c = line.charAt(at);
        if (c == '(') {
          method(path, line, at, start, before, number, found);
          return;
        }
        if ("=.\"';".indexOf(c) >= 0) return;
        if (c > ' ') before = "";
        at++;
        continue;
      }
      var word = line.substring(at, end);
      if (KINDS.contains(word) && end < line.length()) {
        var isFunction = word.startsWith("f") || word.startsWith("def");
        var name = name(line, receiver(line, end), isFunction);
        if (!name.isEmpty()) found.add(new Symbol(name, word, path, number));
        if (!name.isEmpty() || isFunction) return;
      }
      before = word;
      at = end;
    }
  }

  /** A method in Go names what it belongs to first. */
  private static int receiver(String line, int at) {
    var from = skip(line, at);
    if (from >= line.length() || line.charAt(from) != '(') return from;
    var close = line.indexOf(')', from);
    return close < 0 ? line.length() : skip(line, close + 1);
  }

  private static int skip(String line, int at) {
    var from = at;
    while (from < line.length() && line.charAt(from) == ' ') from++;
    return from;
  }

  private static String name(String line, int at, boolean mayBeAny) {
    var from = skip(line, at);
    if (from >= line.length() || !Character.isJavaIdentifierStart(line.charAt(from))) return "";
    var end = wordEnd(line, from);
    var word = line.substring(from, end);
    return mayBeAny || !NO_NAMES.contains(word) ? word : "";
  }

  /** A name before a parenthesis defines something where the line opens a block. */
  private static void method(
      String path, String line, int at, int start, String name, int number, List<Symbol> found) {
    if (name.isEmpty() || NO_NAMES.contains(name) || !opensBlock(line)) return;
    if (line.contains("->") || line.contains("=>")) return;
    var first = line.substring(start, wordEnd(line, start));
    if (NO_NAMES.contains(first) || KINDS.contains(name)) return;
    if (line.charAt(at - 1) == ' ' || !Character.isJavaIdentifierStart(name.charAt(0))) return;
    found.add(new Symbol(name, "function", path, number));
  }

  private static boolean opensBlock(String line) {
    return line.stripTrailing().endsWith("{");
  }

  private static int wordEnd(String line, int from) {
    var at = from;
    while (at < line.length() && isWord(line.charAt(at))) at++;
    return at;
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '$'
        || c == '!'
        || c > 0x7f && Character.isLetter(c);
  }
}
