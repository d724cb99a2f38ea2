package dev.jackdaw.tools.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Turns HTML into Markdown for reading, not for rendering: nothing is escaped but the bars of
 * tables. What a reader of the page would not see is dropped. Only this class needs jsoup.
 */
final class Markdown {
  private static final String INVISIBLE =
      "script, style, noscript, template, svg, canvas, iframe, object, embed, video, audio, head >"
          + " *, input, select, textarea, button, dialog:not([open]), [hidden], [aria-hidden=true]";

  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "center",
          "dd",
          "details",
          "dialog",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hgroup",
          "hr",
          "html",
          "li",
          "main",
          "menu",
          "nav",
          "ol",
          "p",
          "pre",
          "search",
          "section",
          "summary",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr",
          "ul");

  private static final Set<String> LISTS = Set.of("ul", "ol", "menu");

  /** Deeper nesting is flattened rather than risking the stack. */
  private static final int MAX_DEPTH = 120;

  /** A page whose main part is shorter than this probably has its text elsewhere. */
  private static final int MIN_MAIN_CHARS = 200;

  private int depth;

  private Markdown() {}

  /**
   * Converts a page.
   *
   * @param charset what the server said, or empty to go by the page itself
   * @param base the page's own URL, for links relative to it
   */
  static String of(byte[] html, String charset, String base) {
    try {
      var in = new ByteArrayInputStream(html);
      return of(Jsoup.parse(in, charset.isEmpty() ? null : charset, base));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String of(Document page) {
    var title = page.title();
    dropInvisible(page);
    var main = main(page);
    var text = String.join("\n\n", new Markdown().blocks(main));
    if (title.isBlank() || main.selectFirst("h1") != null) return text;
    return ("# " + title + "\n\n" + text).strip();
  }

  private static void dropInvisible(Document page) {
    page.select(INVISIBLE).remove();
    for (var styled : page.select("[style]")) {
      var style = styled.attr("style").toLowerCase(Locale.ROOT).replaceAll("\\s", "");
      if (style.contains("display:none") || style.contains("visibility:hidden")) styled.remove();
    }
  }

  private static Element main(Document page) {
    for (var selector : List.of("main, [role=main]", "article")) {
      var found = page.select(selector);
      if (found.size() == 1 && found.getFirst().text().length() >= MIN_MAIN_CHARS) {
        return found.getFirst();
      }
    }
    return page.body();
  }

  /** Returns the blocks within an element, each without an empty line at its ends. */
  private List<String> blocks(Element parent) {
    var blocks = new ArrayList<String>();
    if (++depth > MAX_DEPTH) {
      add(blocks, parent.text());
    } else {
      var line = new StringBuilder();
      for (var child : parent.childNodes()) {
        if (child instanceof Element element && isBlock(element)) {
          add(blocks, flush(line));
          block(element, blocks);
        } else {
          inline(child, line);
        }
      }
      add(blocks, flush(line));
    }
    depth--;
    return blocks;
  }

  private static void add(List<String> blocks, String block) {
    if (!block.isBlank()) blocks.add(block);
  }

  private static String flush(StringBuilder line) {
    var text = line.toString().strip();
    line.setLength(0);
    return text;
  }

  /** A block, or an inline element around one; a link is part of a line whatever it holds. */
  private static boolean isBlock(Element element) {
    var at = element;
    for (var left = MAX_DEPTH; left > 0; left--) {
      if (BLOCKS.contains(at.normalName())) return true;
      if (at.normalName().equals("a")) return false;
      var children = at.children();
      for (var child : children) if (BLOCKS.contains(child.normalName())) return true;
      if (children.size() != 1) return false;
      at = children.getFirst();
    }
    return false;
  }

  private void block(Element element, List<String> out) {
    switch (element.normalName()) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, out);
      case "p", "summary", "figcaption" -> out.addAll(blocks(element));
      case "hr" -> out.add("---");
      case "pre" -> add(out, code(element));
      case "ul", "ol", "menu" -> add(out, list(element));
      case "dl" -> add(out, definitions(element));
      case "blockquote" -> add(out, indented(String.join("\n\n", blocks(element)), "> ", "> "));
      case "table" -> table(element, out);
      default -> out.addAll(blocks(element));
    }
  }

  private void heading(Element element, List<String> out) {
    var text = String.join(" ", blocks(element)).replace('\n', ' ').strip();
    if (!text.isEmpty()) out.add("#".repeat(element.normalName().charAt(1) - '0') + " " + text);
  }

  private static String indented(String text, String first, String next) {
    var out = new StringBuilder();
    for (var line : text.split("\n", -1)) {
      if (!out.isEmpty()) out.append('\n');
      var prefix = out.isEmpty() ? first : next;
      out.append(line.isEmpty() ? prefix.stripTrailing() : prefix + line);
    }
    return out.toString();
  }

  private static String code(Element pre) {
    var text = pre.wholeText().replace("\r\n", "\n").stripTrailing();
    if (text.startsWith("\n")) text = text.substring(1);
    if (text.isBlank()) return "";
    var fence = "```";
    while (text.contains(fence)) fence += "`";
    return fence + language(pre) + "\n" + text + "\n" + fence;
  }

  private static String language(Element pre) {
    var inner = pre.selectFirst("code");
    var classes = new ArrayList<>(pre.classNames());
    if (inner != null) classes.addAll(inner.classNames());
    if (pre.parent() != null) classes.addAll(pre.parent().classNames());
    for (var name : classes) {
      for (var prefix : List.of("language-", "lang-", "highlight-source-")) {
        if (name.startsWith(prefix)) return name.substring(prefix.length());
      }
    }
    return "";
  }

  private String list(Element list) {
    depth++;
    var ordered = list.normalName().equals("ol");
    var number = ordered ? start(list) : 0;
    var items = new ArrayList<String>();
    for (var child : list.children()) {
      var text = item(child);
      if (text.isBlank()) continue;
      if (LISTS.contains(child.normalName())) {
        items.add(indented(text, "  ", "  "));
        continue;
      }
      var marker = ordered ? number++ + ". " : "- ";
      items.add(indented(text, marker, " ".repeat(marker.length())));
    }
    depth--;
    return String.join("\n", items);
  }

  private static int start(Element list) {
    try {
      return Integer.parseInt(list.attr("start").strip());
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  /** A nested list follows its line at once, anything else after an empty line. */
  private String item(Element item) {
    if (LISTS.contains(item.normalName())) return depth > MAX_DEPTH ? item.text() : list(item);
    var out = new StringBuilder();
    for (var block : blocks(item)) {
      if (!out.isEmpty()) out.append(isList(block) ? "\n" : "\n\n");
      out.append(block);
    }
    return out.toString();
  }

  private static boolean isList(String block) {
    return block.startsWith("- ") || block.matches("(?s)[0-9]{1,9}\\. .*");
  }

  private String definitions(Element list) {
    var lines = new ArrayList<String>();
    for (var child : list.select("> dt, > dd, > div > dt, > div > dd")) {
      var text = String.join("\n\n", blocks(child));
      if (text.isBlank()) continue;
      lines.add(child.normalName().equals("dt") ? "**" + text + "**" : indented(text, ": ", "  "));
    }
    return String.join("\n", lines);
  }

  /** A table of text becomes one; a table that lays out a page is taken apart. */
  private void table(Element table, List<String> out) {
    var rows = new ArrayList<List<Element>>();
    collectRows(table, rows);
    var columns = rows.stream().mapToInt(List::size).max().orElse(0);
    if (columns < 2 || laysOut(table)) {
      out.addAll(blocks(table));
      return;
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var first = text.isEmpty();
      row(row, columns, text);
      if (first) text.append("|").repeat(" --- |", columns).append('\n');
    }
    for (var child : table.children()) {
      if (child.normalName().equals("caption")) out.addAll(blocks(child));
    }
    out.add(text.toString().stripTrailing());
  }

  private static void collectRows(Element parent, List<List<Element>> rows) {
    for (var child : parent.children()) {
      switch (child.normalName()) {
        case "thead", "tbody", "tfoot" -> collectRows(child, rows);
        case "tr" -> {
          var cells = new ArrayList<Element>();
          for (var cell : child.children()) {
            if (cell.normalName().equals("td") || cell.normalName().equals("th")) cells.add(cell);
          }
          if (!cells.isEmpty()) rows.add(cells);
        }
        default -> {}
      }
    }
  }

  private static boolean laysOut(Element table) {
    if (table.getElementsByTag("table").size() > 1) return true;
    for (var tag : List.of("pre", "h1", "h2", "h3", "blockquote")) {
      if (!table.getElementsByTag(tag).isEmpty()) return true;
    }
    return false;
  }

  private String cell(Element cell) {
    return String.join(" ", blocks(cell)).replace('\n', ' ').replace("|", "\\|").strip();
  }

  private void row(List<Element> cells, int columns, StringBuilder out) {
    out.append('|');
    for (var i = 0; i < columns; i++) {
      out.append(' ').append(i < cells.size() ? cell(cells.get(i)) : "").append(" |");
    }
    out.append('\n');
  }

  private void inline(Node node, StringBuilder out) {
    if (node instanceof TextNode text) {
      appendCollapsed(text.getWholeText(), out);
    } else if (node instanceof Element element) {
      if (++depth > MAX_DEPTH) appendCollapsed(element.text(), out);
      else inlineElement(element, out);
      depth--;
    }
  }

  private void inlineElement(Element element, StringBuilder out) {
    switch (element.normalName()) {
      case "br" -> out.append('\n');
      case "img" -> image(element, out);
      case "a" -> link(element, out);
      case "code", "kbd", "samp", "tt" -> wrapped(element.text(), "`", out);
      case "strong", "b" -> wrapped(inside(element), "**", out);
      case "em", "i" -> wrapped(inside(element), "*", out);
      case "del", "s" -> wrapped(inside(element), "~~", out);
      default -> {
        var apart = BLOCKS.contains(element.normalName());
        if (apart) appendCollapsed(" ", out);
        for (var child : element.childNodes()) inline(child, out);
        if (apart) appendCollapsed(" ", out);
      }
    }
  }

  /** Returns the line within, a space at its beginning kept. */
  private String inside(Element element) {
    var inner = new StringBuilder(".");
    for (var child : element.childNodes()) inline(child, inner);
    return inner.substring(1);
  }

  private static void wrapped(String text, String mark, StringBuilder out) {
    if (text.isBlank()) {
      appendCollapsed(text, out);
      return;
    }
    if (Character.isWhitespace(text.charAt(0))) appendCollapsed(" ", out);
    out.append(mark).append(text.strip()).append(mark);
    if (Character.isWhitespace(text.charAt(text.length() - 1))) out.append(' ');
  }

  private static void image(Element image, StringBuilder out) {
    var text = image.attr("alt").strip();
    if (!text.isEmpty()) out.append("[image: ").append(text).append(']');
  }

  private void link(Element link, StringBuilder out) {
    var text = inside(link).replaceAll("\\s+", " ");
    var target = link.absUrl("href");
    var shown = text.strip();
    var scheme = target.substring(0, Math.max(0, target.indexOf(':'))).toLowerCase(Locale.ROOT);
    var leads = scheme.equals("http") || scheme.equals("https") || scheme.equals("mailto");
    if (shown.isEmpty() || !leads || link.attr("href").startsWith("#")) {
      appendCollapsed(text, out);
      return;
    }
    var touches = !out.isEmpty() && out.charAt(out.length() - 1) == ')';
    if (touches || text.startsWith(" ")) appendCollapsed(" ", out);
    if (shown.equals(target)) out.append('<').append(target).append('>');
    else out.append('[').append(shown).append("](").append(enclosed(target)).append(')');
    if (text.endsWith(" ")) out.append(' ');
  }

  private static String enclosed(String target) {
    var plain = target.indexOf(' ') < 0 && target.indexOf(')') < 0 && target.indexOf('(') < 0;
    return plain ? target : "<" + target + ">";
  }

  /** Adds text with its white space reduced to single spaces, none at the beginning of a line. */
  private static void appendCollapsed(String text, StringBuilder out) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\u00ad' || c == '\u200b' || c == '\ufeff') continue;
      if (!Character.isWhitespace(c) && c != '\u00a0') {
        out.append(c);
      } else if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
        out.append(' ');
      }
    }
  }
}
