package dev.jackdaw.tui.highlight;

import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.Locale;

/** Finds what marks a language. */
public final class Highlighters {
  private Highlighters() {}

  /**
   * Returns what marks the language of that name, or of a file's ending; for one that is not known,
   * what marks nothing.
   */
  public static Highlighter of(String name, Theme theme) {
    var asked = name.toLowerCase(Locale.ROOT);
    return switch (asked) {
      case "", "text", "txt", "plain", "plaintext", "output", "log" -> plain(theme);
      case "diff", "patch" -> new LineMarker(theme, LineMarker::ofDiff);
      case "markdown", "md" -> new LineMarker(theme, LineMarker::ofMarkdown);
      case "xml", "html", "htm", "xhtml", "svg", "vue", "svelte", "pom", "xsd", "xsl" ->
          new MarkupLexer(theme);
      default ->
          Languages.named(asked)
              .<Highlighter>map(language -> new Lexer(language, theme))
              .orElseGet(() -> plain(theme));
    };
  }

  /** Returns what marks the language of a file. */
  public static Highlighter ofFile(String path, Theme theme) {
    var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return of(name.substring(name.lastIndexOf('.') + 1), theme);
  }

  private static Highlighter plain(Theme theme) {
    return new LineMarker(theme, _ -> Role.TEXT);
  }
}
