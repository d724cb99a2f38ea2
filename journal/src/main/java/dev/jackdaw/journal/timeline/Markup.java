package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.journal.text.Html;
import java.io.IOException;

/**
 * Writes HTML. What is called text is of unknown origin and made harmless here; names, classes and
 * markup are ours.
 */
final class Markup {
  private final Appendable out;

  Markup(Appendable out) {
    this.out = out;
  }

  /** Adds markup as it is. */
  Markup raw(String markup) throws IOException {
    out.append(markup);
    return this;
  }

  /** Adds text that may have several lines. */
  Markup text(String text) throws IOException {
    return raw(Html.escape(VisibleText.of(text)));
  }

  /** Adds text, as one line. */
  Markup line(String text) throws IOException {
    return raw(Html.escape(VisibleText.inOneLine(text)));
  }

  /** Adds an element with one line of text. */
  Markup element(String name, String style, String text) throws IOException {
    return open(name, style).line(text).close(name).raw("\n");
  }

  Markup open(String name, String style) throws IOException {
    out.append('<').append(name);
    if (!style.isEmpty()) out.append(" class=\"").append(style).append('"');
    out.append('>');
    return this;
  }

  Markup close(String name) throws IOException {
    out.append("</").append(name).append('>');
    return this;
  }

  /** Adds a term of a list of facts and what it is; nothing where there is nothing to say. */
  Markup fact(String term, String text) throws IOException {
    return text.isEmpty() ? this : element("dt", "", term).element("dd", "", text);
  }

  /** A browser drops the first newline of a pre, so one is given to it. */
  Markup block(String heading, String text) throws IOException {
    if (text.isBlank()) return this;
    return element("h4", "", heading).raw("<pre>\n").text(text).raw("</pre>\n");
  }

  /** Adds links to calls and replies. */
  Markup links(Iterable<Integer> numbers) throws IOException {
    var separator = "";
    for (var number : numbers) {
      raw(separator + "<a href=\"#s" + number + "\">" + number + "</a>");
      separator = ", ";
    }
    return this;
  }
}
