package dev.jackdaw.tui.markdown;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.text.Styles;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inline marks of a piece of markdown after the algorithm of the CommonMark specification
 * (0.31, "An algorithm for parsing nested emphasis and links"), with GitHub's strikethrough and
 * bare addresses. HTML is left as text, but for {@code <br>}. A mark without a partner is text.
 * Used once.
 */
final class Inlines {
  /** Stands for a line break among the spans. */
  static final String BREAK = "\n";

  private static final int BOLD = 1;
  private static final int ITALIC = 2;
  private static final int STRIKE = 4;
  private static final int CODE = 8;
  private static final int LINK = 16;
  private static final int REMARK = 32;
  private static final int ALARM = 64;

  private static final Pattern AUTOLINK =
      Pattern.compile("<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\\s<>]*)>");
  private static final Pattern EMAIL = Pattern.compile("<([\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)>");
  private static final Pattern BARE = Pattern.compile("https?://[^\\s<>`\\[\\]]+");
  private static final Pattern LINE_BREAK = Pattern.compile("<br ?/?>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTITY =
      Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-z]+);");
  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  private static final class Node {
    String text;
    int marks;
    String target = "";
    char delimiter;
    boolean canOpen;
    boolean canClose;
    int original;
    final int position;

    Node(String text, int position) {
      this.text = text;
      this.position = position;
    }
  }

  private record Bracket(int node, int position, boolean isImage) {}

  /**
   * What was read.
   *
   * @param safe how much of the text will look so whatever follows it
   * @param closing what would close the marks that are open at the end
   */
  record Read(List<Span> spans, int safe, String closing) {}

  private final String text;
  private final Theme theme;
  private final Capabilities abilities;
  private final AttributedStyle base;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Bracket> brackets = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private int unsafe;
  private int openTicks;
  private int at;

  private Inlines(String text, AttributedStyle base, Theme theme, Capabilities abilities) {
    this.text = text;
    this.base = base;
    this.theme = theme;
    this.abilities = abilities;
    this.unsafe = text.length();
  }

  /** Reads a text in which lines end with line feeds. */
  static Read read(String text, AttributedStyle base, Theme theme, Capabilities abilities) {
    return new Inlines(text, base, theme, abilities).read();
  }

  private Read read() {
    while (at < text.length()) step(text.charAt(at));
    flush();
    if (!brackets.isEmpty()) unsafe = Math.min(unsafe, brackets.getFirst().position());
    emphasise(0);
    var closing = new StringBuilder();
    for (var node : nodes) {
      if (node.delimiter == 0 || !node.canOpen || node.text.isEmpty()) continue;
      unsafe = Math.min(unsafe, node.position);
      closing.insert(0, node.text);
    }
    closing.insert(0, "`".repeat(openTicks));
    return new Read(spans(), unsafe, closing.toString());
  }

  private void step(char c) {
    switch (c) {
      case '\\' -> escape();
      case '`' -> code();
      case '*', '_', '~' -> delimiters(c);
      case '!' -> {
        if (at + 1 < text.length() && text.charAt(at + 1) == '[') bracket(true);
        else literal(1);
      }
      case '[' -> bracket(false);
      case ']' -> closeBracket();
      case '<' -> angle();
      case '&' -> entity();
      case 'h' -> bareAddress();
      case '\n' -> lineBreak(1);
      case '\t' -> {
        plain.append(' ');
        at++;
      }
      default -> literal(1);
    }
  }

  private void literal(int length) {
    plain.append(text, at, at + length);
    at += length;
  }

  private void flush() {
    if (plain.isEmpty()) return;
    nodes.add(new Node(plain.toString(), at - plain.length()));
    plain.setLength(0);
  }

  private void add(String shown, int marks, int length) {
    flush();
    var node = new Node(shown, at);
    node.marks = marks;
    nodes.add(node);
    at += length;
  }

  private void lineBreak(int length) {
    while (!plain.isEmpty() && plain.charAt(plain.length() - 1) == ' ') {
      plain.setLength(plain.length() - 1);
    }
    add(BREAK, 0, length);
    while (at < text.length() && text.charAt(at) == ' ') at++;
  }

  private void escape() {
    var next = at + 1 < text.length() ? text.charAt(at + 1) : 'a';
    if (next == '\n') {
      lineBreak(2);
    } else if (isPunctuation(next)) {
      plain.append(next);
      at += 2;
    } else {
      literal(1);
    }
  }

  private static boolean isPunctuation(char c) {
    return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
  }

  private int run(char c, int from) {
    var end = from;
    while (end < text.length() && text.charAt(end) == c) end++;
    return end - from;
  }

  private void code() {
    var ticks = run('`', at);
    for (var i = text.indexOf('`', at + ticks); i >= 0; ) {
      var length = run('`', i);
      if (length == ticks) {
        add(codeText(text.substring(at + ticks, i)), CODE, i + ticks - at);
        return;
      }
      i = text.indexOf('`', i + length);
    }
    unsafe = Math.min(unsafe, at);
    if (openTicks == 0) openTicks = ticks;
    literal(ticks);
  }

  private static String codeText(String raw) {
    var line = raw.replace('\n', ' ').replace('\t', ' ');
    var padded = line.length() > 2 && line.startsWith(" ") && line.endsWith(" ") && !line.isBlank();
    return padded ? line.substring(1, line.length() - 1) : line;
  }

  private void delimiters(char c) {
    var length = run(c, at);
    if (c == '~' && length > 2) {
      literal(length);
      return;
    }
    var before = at == 0 ? ' ' : text.codePointBefore(at);
    var after = at + length == text.length() ? ' ' : text.codePointAt(at + length);
    var left = !isSpace(after) && (!isMark(after) || isSpace(before) || isMark(before));
    var right = !isSpace(before) && (!isMark(before) || isSpace(after) || isMark(after));
    flush();
    var node = new Node(text.substring(at, at + length), at);
    node.delimiter = c;
    node.original = length;
    node.canOpen = c == '_' ? left && (!right || isMark(before)) : left;
    node.canClose = c == '_' ? right && (!left || isMark(after)) : right;
    nodes.add(node);
    at += length;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }

  private void bracket(boolean isImage) {
    flush();
    brackets.add(new Bracket(nodes.size(), at, isImage));
    var mark = isImage ? "![" : "[";
    nodes.add(new Node(mark, at));
    at += mark.length();
  }

  private void closeBracket() {
    if (brackets.isEmpty()) {
      literal(1);
      return;
    }
    var opener = brackets.removeLast();
    var end = at + 1 == text.length() ? -1 : linkEnd(at + 1);
    if (end < 0) unsafe = Math.min(unsafe, opener.position());
    if (end <= 0) {
      literal(1);
      return;
    }
    flush();
    var target = destination(text.substring(at + 2, end));
    emphasise(opener.node() + 1);
    nodes.remove(opener.node());
    link(opener, target);
    if (!opener.isImage()) brackets.removeIf(other -> !other.isImage());
    at = end + 1;
  }

  /**
   * Returns where the parenthesis at the position ends, 0 for none, -1 when the text ends first.
   */
  private int linkEnd(int from) {
    if (text.charAt(from) != '(') return 0;
    var depth = 0;
    var quoted = false;
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\') i++;
      else if (c == '\n') return 0;
      else if (c == '"' && i > from && (quoted || text.charAt(i - 1) == ' ')) quoted = !quoted;
      else if (!quoted && c == '(') depth++;
      else if (!quoted && c == ')' && --depth == 0) return i;
    }
    return -1;
  }

  private static String destination(String inside) {
    var target = inside.strip();
    if (target.startsWith("<") && target.indexOf('>') > 0) {
      target = target.substring(1, target.indexOf('>'));
    } else if (target.indexOf(' ') > 0) {
      var rest = target.substring(target.indexOf(' ')).strip();
      if (rest.startsWith("\"") || rest.startsWith("'") || rest.startsWith("(")) {
        target = target.substring(0, target.indexOf(' '));
      }
    }
    return target.replaceAll("\\\\(\\p{Punct})", "$1");
  }

  private void link(Bracket opener, String target) {
    var label = new StringBuilder();
    var followable = abilities.hasLinks() ? Addresses.followable(target) : "";
    for (var i = opener.node(); i < nodes.size(); i++) {
      var node = nodes.get(i);
      node.marks |= LINK;
      node.target = followable;
      node.delimiter = 0;
      label.append(node.text);
    }
    if (opener.isImage()) nodes.add(opener.node(), new Node("image: ", at));
    remark(label.toString().replace(BREAK, " ").strip(), target);
  }

  /** Says where the link leads, unless its text does. */
  private void remark(String label, String target) {
    if (target.isEmpty() || label.equals(target)) return;
    var host = Addresses.host(target);
    var misleading = Addresses.isMisleading(label, target);
    var said = abilities.hasLinks() && host.isPresent() ? host.get() : target;
    if (target.equals("mailto:" + label)) return;
    if (!misleading && label.equals(said)) return;
    var node =
        new Node(
            (label.isEmpty() ? "(" : " (") + (misleading ? "leads to " + target : said) + ")", at);
    node.marks = misleading ? ALARM : REMARK;
    nodes.add(node);
  }

  private void angle() {
    var lineBreak = LINE_BREAK.matcher(text).region(at, text.length());
    if (lineBreak.lookingAt()) {
      lineBreak(lineBreak.end() - at);
      return;
    }
    for (var pattern : List.of(AUTOLINK, EMAIL)) {
      var found = pattern.matcher(text).region(at, text.length());
      if (found.lookingAt()) {
        var address = pattern.equals(EMAIL) ? "mailto:" + found.group(1) : found.group(1);
        address(found.group(1), address, found.end() - at);
        return;
      }
    }
    literal(1);
  }

  private void address(String shown, String address, int length) {
    add(shown, LINK, length);
    if (abilities.hasLinks()) nodes.getLast().target = Addresses.followable(address);
  }

  private void bareAddress() {
    var inside = at > 0 && Character.isLetterOrDigit(text.codePointBefore(at));
    var found = inside || !text.startsWith("http", at) ? null : bare();
    if (found == null) literal(1);
    else address(found, found, found.length());
  }

  /** Returns the address at the position without what belongs to the sentence around it. */
  private @Nullable String bare() {
    var found = BARE.matcher(text).region(at, text.length());
    if (!found.lookingAt()) return null;
    var address = found.group();
    while (true) {
      var last = address.charAt(address.length() - 1);
      var unpaired = last == ')' && count(address, ')') > count(address, '(');
      if (!unpaired && ".,;:!?*_~'\"]".indexOf(last) < 0) return address;
      address = address.substring(0, address.length() - 1);
    }
  }

  private static long count(String text, char c) {
    return text.chars().filter(other -> other == c).count();
  }

  private void entity() {
    var found = ENTITY.matcher(text).region(at, text.length());
    var decoded = found.lookingAt() ? decoded(found.group(1)) : null;
    if (decoded == null) {
      literal(1);
      return;
    }
    plain.append(decoded);
    at += found.end() - at;
  }

  /** What would hide or control is left as it is written. */
  private static @Nullable String decoded(String name) {
    if (!name.startsWith("#")) return ENTITIES.get(name);
    var hex = name.startsWith("#x") || name.startsWith("#X");
    var c = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
    return !Character.isValidCodePoint(c) || VisibleText.isHidden(c) ? null : Character.toString(c);
  }

  /** Pairs the delimiters from a node on. */
  private void emphasise(int from) {
    var bottoms = new int[128 * 6];
    for (var i = from; i < nodes.size(); i++) {
      var closer = nodes.get(i);
      while (closer.delimiter != 0 && closer.canClose && !closer.text.isEmpty()) {
        var key = key(closer);
        var opener = opener(closer, i, Math.max(from, bottoms[key]));
        if (opener < 0) {
          bottoms[key] = i;
          break;
        }
        pair(opener, i);
      }
    }
  }

  private static int key(Node closer) {
    return closer.delimiter * 6 + closer.original % 3 + (closer.canOpen ? 3 : 0);
  }

  private int opener(Node closer, int before, int bottom) {
    for (var i = before - 1; i >= bottom; i--) {
      var node = nodes.get(i);
      if (node.delimiter == closer.delimiter && node.canOpen && !node.text.isEmpty()) {
        if (closer.delimiter == '~'
            ? node.text.length() == closer.text.length()
            : fits(node, closer)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** The "rule of three". */
  private static boolean fits(Node opener, Node closer) {
    return !(opener.canClose || closer.canOpen)
        || (opener.original + closer.original) % 3 != 0
        || opener.original % 3 == 0 && closer.original % 3 == 0;
  }

  private void pair(int openerAt, int closerAt) {
    var opener = nodes.get(openerAt);
    var closer = nodes.get(closerAt);
    var strike = opener.delimiter == '~';
    var both = opener.text.length() >= 2 && closer.text.length() >= 2;
    var used = strike ? opener.text.length() : both ? 2 : 1;
    var mark = strike ? STRIKE : both ? BOLD : ITALIC;
    for (var i = openerAt + 1; i < closerAt; i++) {
      var node = nodes.get(i);
      node.marks |= mark;
      if (node.delimiter != 0) {
        node.canOpen = false;
        node.canClose = false;
      }
    }
    opener.text = opener.text.substring(used);
    closer.text = closer.text.substring(used);
  }

  private List<Span> spans() {
    var spans = new ArrayList<Span>();
    for (var node : nodes) {
      if (!node.text.isEmpty()) spans.add(new Span(node.text, style(node.marks), node.target));
    }
    return spans;
  }

  private AttributedStyle style(int marks) {
    if (marks == 0) return base;
    if ((marks & ALARM) != 0) return theme.style(Role.WARNING);
    if ((marks & REMARK) != 0) return theme.style(Role.DIM);
    var style = base;
    if ((marks & LINK) != 0) style = Styles.over(style, theme.style(Role.LINK));
    if ((marks & BOLD) != 0) style = Styles.over(style, theme.style(Role.STRONG));
    if ((marks & ITALIC) != 0) style = Styles.over(style, theme.style(Role.EMPHASIS));
    if ((marks & CODE) != 0) style = Styles.over(style, theme.style(Role.CODE));
    return (marks & STRIKE) == 0 ? style : style.crossedOut();
  }
}
