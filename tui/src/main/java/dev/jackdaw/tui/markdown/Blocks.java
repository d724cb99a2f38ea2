package dev.jackdaw.tui.markdown;

import dev.jackdaw.tui.highlight.Highlighters;
import dev.jackdaw.tui.markdown.Container.Item;
import dev.jackdaw.tui.markdown.Container.Quote;
import dev.jackdaw.tui.text.LineBuilder;
import dev.jackdaw.tui.text.Styles;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of markdown line by line, as the CommonMark specification has them, a little
 * more lenient where models are sloppy: items may be nested by two columns, and a block of code in
 * an item may be indented less than the item. Reference definitions and HTML are text.
 */
final class Blocks {
  private static final int CODE_INDENT = 4;
  private static final int MAX_DEPTH = 32;
  private static final String TAB = "    ";

  private enum Kind {
    NOTHING,
    TEXT,
    SOLID
  }

  private record Fence(char sign, int length, int indent) {}

  private final Layout layout;
  private final Thrift thrift;
  private final List<Container> containers = new ArrayList<>();
  private final List<AttributedString> done = new ArrayList<>();
  private List<Container> lastContainers = List.of();
  private @Nullable Leaf leaf;
  private @Nullable Fence fence;
  private Kind last = Kind.NOTHING;
  private boolean sawBlank;
  private boolean isOnlyMark;
  private int quotes;

  Blocks(Layout layout) {
    this(layout, new Thrift());
  }

  private Blocks(Layout layout, Thrift thrift) {
    this.layout = layout;
    this.thrift = thrift;
  }

  /** Returns those that go on by themselves from here. */
  Blocks copy() {
    var copy = new Blocks(layout, thrift.copy());
    copy.containers.addAll(containers);
    copy.lastContainers = lastContainers;
    copy.leaf = leaf == null ? null : leaf.copy();
    copy.fence = fence;
    copy.last = last;
    copy.sawBlank = sawBlank;
    copy.quotes = quotes;
    return copy;
  }

  /** Returns whether a line with a bar may be a row of a table. */
  boolean mayBeRow(String line) {
    return !(leaf instanceof CodeBlock) && (leaf instanceof Table || line.indexOf('|') >= 0);
  }

  /** Returns the lines that are finished, each once. */
  List<AttributedString> finished() {
    drain();
    var lines = List.copyOf(done);
    done.clear();
    return lines;
  }

  private void drain() {
    if (leaf != null) done.addAll(leaf.finished());
  }

  /** Begins a line with all of it, or with its beginning when it is long. */
  void begin(String raw, boolean isWhole) {
    if (leaf instanceof CodeBlock && fence != null && fenced(raw, fence, isWhole)) return;
    var line = raw.replace("\t", TAB);
    var at = 0;
    var matched = 0;
    while (matched < containers.size()) {
      var next = after(containers.get(matched), line, at);
      if (next < 0) break;
      at = next;
      matched++;
    }
    if (line.substring(at).isBlank()) blank(matched);
    else filled(line, at, matched, isWhole);
  }

  /** Goes on with a long line. */
  void more(String part) {
    if (leaf != null) leaf.text(part);
    else if (!part.isBlank()) addText(part);
    drain();
  }

  void endLine() {
    var ended = isOnlyMark;
    isOnlyMark = false;
    if (leaf == null || ended) return;
    leaf.endLine();
    drain();
    if (leaf instanceof Prose prose && prose.isHeading()) endLeaf();
  }

  void end() {
    closeTo(0);
  }

  /** Returns where the content of the container goes on, -1 when the line is not in it. */
  private static int after(Container container, String line, int at) {
    var indent = Marks.indent(line, at);
    return switch (container) {
      case Quote _ -> {
        var sign = at + indent;
        if (indent >= CODE_INDENT || sign == line.length() || line.charAt(sign) != '>') yield -1;
        yield sign + 1 < line.length() && line.charAt(sign + 1) == ' ' ? sign + 2 : sign + 1;
      }
      case Item item -> {
        if (at + indent == line.length()) yield at;
        if (indent >= item.offset()) yield at + item.offset();
        var nested =
            indent >= item.indent() + 2 && Marks.list(line.substring(at + indent)).isPresent();
        yield nested ? at + indent : -1;
      }
    };
  }

  /** Takes a line of a block of code; returns false when the block has ended before it. */
  private boolean fenced(String raw, Fence open, boolean isWhole) {
    var line = containers.isEmpty() ? raw : expandedIndent(raw);
    var at = 0;
    for (var container : containers) {
      var next = after(container, line, at);
      if (next < 0 && container instanceof Item) next = at + Marks.indent(line, at);
      if (next < 0) return false;
      at = next;
    }
    var text = line.substring(at);
    var indent = Marks.indent(text, 0);
    var closing = isWhole && indent < CODE_INDENT ? text.strip() : "";
    if (closing.length() >= open.length() && Marks.isUnderline(closing, open.sign())) endLeaf();
    else if (leaf != null) leaf.text(text.substring(Math.min(indent, open.indent())));
    return true;
  }

  private static String expandedIndent(String raw) {
    var end = 0;
    while (end < raw.length() && (raw.charAt(end) == ' ' || raw.charAt(end) == '\t')) end++;
    return raw.substring(0, end).replace("\t", TAB) + raw.substring(end);
  }

  private void blank(int matched) {
    if (leaf instanceof CodeBlock code && fence == null && matched == containers.size()) {
      code.text("");
      return;
    }
    endLeaf();
    drawEmptyItem();
    if (matched < containers.size() && containers.get(matched) instanceof Quote) closeTo(matched);
    sawBlank = true;
  }

  private void filled(String line, int from, int matched, boolean isWhole) {
    var at = from;
    var indent = Marks.indent(line, at);
    var rest = line.substring(at + indent);
    if (matched < containers.size()) {
      if (leaf instanceof Prose && !beginsBlock(rest, indent)) {
        addText(rest);
        return;
      }
    } else if (goesOn(line.substring(at), rest, indent, isWhole)) {
      return;
    }
    var sibling =
        matched < containers.size() && containers.get(matched) instanceof Item item ? item : null;
    var inParagraph = leaf instanceof Prose && matched == containers.size();
    closeLeafOf(matched, rest, indent);
    while (true) {
      indent = Marks.indent(line, at);
      rest = line.substring(at + indent);
      if (indent >= CODE_INDENT || containers.size() == MAX_DEPTH) break;
      if (rest.startsWith(">")) {
        endLeaf();
        containers.add(new Quote(quotes++));
        at += indent + (rest.startsWith("> ") ? 2 : 1);
      } else {
        var mark = Marks.isRule(rest) ? Optional.<Marks.ListMark>empty() : Marks.list(rest);
        if (mark.isEmpty() || inParagraph && !interrupts(mark.get(), rest)) break;
        endLeaf();
        at = item(mark.get(), line, at, indent, sibling);
      }
      sibling = null;
      inParagraph = false;
      if (line.substring(at).isBlank()) return;
    }
    leaf(line.substring(at), rest, indent, isWhole);
  }

  /** A line that is no lazy part of a paragraph ends the containers it is not in. */
  private void closeLeafOf(int matched, String rest, int indent) {
    if (matched < containers.size()) closeTo(matched);
    else if (!(leaf instanceof Prose) || beginsLeaf(rest, indent)) endLeaf();
  }

  private static boolean interrupts(Marks.ListMark mark, String rest) {
    return rest.length() > mark.length() + 1 && mark.number() <= 1;
  }

  private static boolean beginsBlock(String rest, int indent) {
    return indent < CODE_INDENT
        && (rest.startsWith(">") || Marks.list(rest).isPresent() || beginsLeaf(rest, indent));
  }

  private static boolean beginsLeaf(String rest, int indent) {
    return indent < CODE_INDENT
        && (Marks.heading(rest) > 0 || Marks.fence(rest) > 0 || Marks.isRule(rest));
  }

  /** Takes the line if the open block goes on with it, or becomes another by it. */
  private boolean goesOn(String content, String rest, int indent, boolean isWhole) {
    switch (leaf) {
      case CodeBlock code when fence == null && indent >= CODE_INDENT ->
          code.text(content.substring(CODE_INDENT));
      case Table table when isWhole && rest.indexOf('|') >= 0 -> table.text(rest);
      case Prose prose when isWhole && indent < CODE_INDENT -> {
        return becomesHeading(prose, rest) || becomesTable(prose, rest);
      }
      case null, default -> {
        return false;
      }
    }
    return true;
  }

  private boolean becomesHeading(Prose prose, String rest) {
    var second = rest.length() > 1 && Marks.isUnderline(rest, '-');
    if (!prose.isOneLine() || !second && !Marks.isUnderline(rest, '=')) return false;
    leaf = prose.toHeading(headingStyle());
    return true;
  }

  private boolean becomesTable(Prose prose, String rest) {
    var line = prose.heldLine();
    if (line.indexOf('|') < 0) return false;
    var aligns = Rows.aligns(rest);
    var head = Rows.cells(line);
    if (aligns.isEmpty() || head.size() != aligns.get().size()) return false;
    var isAlone = prose.dropLine();
    if (!isAlone) {
      endLeaf();
      separate(Kind.SOLID);
    } else if (prose.hasMark()) {
      endLeaf();
    } else {
      leaf = null;
    }
    leaf = new Table(layout, prefix(false), head, aligns.get());
    isOnlyMark = true;
    last = Kind.SOLID;
    fence = null;
    return true;
  }

  private int item(Marks.ListMark mark, String line, int at, int indent, @Nullable Item sibling) {
    var start = at + indent + mark.length();
    var spaces = Marks.indent(line, start);
    var isEmpty = start + spaces >= line.length();
    if (isEmpty || spaces > CODE_INDENT) spaces = 1;
    var offset = indent + mark.length() + spaces;
    var next = Math.min(line.length(), start + spaces);
    var number = mark.number();
    if (sibling != null && sibling.sign() == mark.sign() && sibling.number() >= 0) {
      number = sibling.number() + 1;
    }
    var text = number < 0 ? bullet() : number + "" + mark.sign();
    var task = task(line, next);
    if (!task.isEmpty()) {
      text = number < 0 ? task : text + " " + task;
      next += 4;
    }
    containers.add(new Item(indent, offset, mark.sign(), number, text + " ", false));
    return next;
  }

  private String task(String line, int at) {
    if (line.length() < at + 4 || line.charAt(at) != '[' || !line.startsWith("] ", at + 2))
      return "";
    return switch (line.charAt(at + 1)) {
      case ' ' -> layout.abilities().hasSigns() ? "☐" : "[ ]";
      case 'x', 'X' -> layout.abilities().hasSigns() ? "☑" : "[x]";
      default -> "";
    };
  }

  private String bullet() {
    var depth = 0;
    for (var container : containers)
      if (container instanceof Item item && item.number() < 0) depth++;
    var signs = layout.abilities().hasSigns() ? "•◦▪" : "-*+";
    return signs.substring(depth % 3, depth % 3 + 1);
  }

  private void leaf(String content, String rest, int indent, boolean isWhole) {
    if (indent >= CODE_INDENT && !(leaf instanceof Prose)) {
      fence = null;
      code("").text(content.substring(CODE_INDENT));
    } else if (Marks.fence(rest) > 0) {
      code(rest.substring(Marks.fence(rest)).strip());
      fence = new Fence(rest.charAt(0), Marks.fence(rest), indent);
      isOnlyMark = isWhole;
    } else if (Marks.isRule(rest) && isWhole) {
      rule();
    } else if (Marks.heading(rest) > 0) {
      heading(rest.substring(Marks.heading(rest)), isWhole);
    } else {
      addText(rest);
    }
  }

  private CodeBlock code(String info) {
    separate(Kind.SOLID);
    var first = prefix(true);
    var next = prefix(false);
    if (!first.equals(next)) done.add(first);
    var language = info.split("[\\s{,]", 2)[0];
    if (info.length() > language.length()) {
      var line = new LineBuilder(layout.abilities().cells()).add(next);
      var room = Math.max(2, layout.width() - line.width() - 2);
      var shown = info.substring(0, layout.abilities().cells().fitting(info, 0, room));
      done.add(line.add("  " + shown, layout.style(Role.DIM)).build());
    }
    thrift.pause();
    var block = new CodeBlock(layout, next, Highlighters.of(language, layout.theme()), thrift);
    leaf = block;
    return block;
  }

  private void rule() {
    separate(Kind.SOLID);
    var line = new LineBuilder(layout.abilities().cells()).add(prefix(true));
    var sign = layout.abilities().hasSigns() ? "─" : "-";
    var length = Math.max(1, layout.width() - line.width());
    done.add(line.add(sign.repeat(length), layout.style(Role.BORDER)).build());
  }

  private void heading(String content, boolean isWhole) {
    separate(Kind.SOLID);
    var text = content.strip();
    if (isWhole) {
      var end = text.length();
      while (end > 0 && text.charAt(end - 1) == '#') end--;
      if (end == 0 || text.charAt(end - 1) == ' ') text = text.substring(0, end).strip();
    } else {
      text = content.stripLeading();
    }
    var first = prefix(true);
    var prose = Prose.heading(layout, headingStyle(), layout.wrapper(first, prefix(false)));
    leaf = prose;
    prose.text(text);
  }

  private AttributedStyle headingStyle() {
    return layout.style(Role.HEADING);
  }

  private void addText(String text) {
    if (!(leaf instanceof Prose)) {
      separate(Kind.TEXT);
      var first = prefix(true);
      var next = prefix(false);
      var wrapper = layout.wrapper(first, next);
      leaf = Prose.paragraph(layout, textStyle(), wrapper, !first.equals(next));
    }
    leaf.text(text);
    thrift.prose(text.length());
    drain();
  }

  private AttributedStyle textStyle() {
    var quoted = containers.stream().anyMatch(Quote.class::isInstance);
    return quoted
        ? Styles.over(layout.style(Role.TEXT), layout.style(Role.QUOTE))
        : layout.style(Role.TEXT);
  }

  private void endLeaf() {
    if (leaf == null) return;
    leaf.end();
    drain();
    leaf = null;
    fence = null;
  }

  private void closeTo(int count) {
    endLeaf();
    while (containers.size() > count) {
      drawEmptyItem();
      containers.removeLast();
    }
  }

  private void drawEmptyItem() {
    if (containers.isEmpty() || !(containers.getLast() instanceof Item item) || item.isDrawn()) {
      return;
    }
    separate(Kind.TEXT);
    done.add(prefix(true));
  }

  /** Writes the blank line before a block where one belongs. */
  private void separate(Kind kind) {
    endLeaf();
    var starts = containers.stream().anyMatch(c -> c instanceof Item item && !item.isDrawn());
    var solid = last == Kind.SOLID || kind == Kind.SOLID && !starts;
    if (last != Kind.NOTHING && (sawBlank || solid)) done.add(commonPrefix());
    last = kind;
    sawBlank = false;
    lastContainers = List.copyOf(containers);
  }

  private AttributedString commonPrefix() {
    var count = 0;
    var most = Math.min(containers.size(), lastContainers.size());
    var quoted = 0;
    while (count < most && isSame(containers.get(count), lastContainers.get(count))) {
      count++;
      if (containers.get(count - 1) instanceof Quote) quoted = count;
    }
    return prefix(containers.subList(0, quoted), false);
  }

  private static boolean isSame(Container a, Container b) {
    return a.equals(b) || a instanceof Item && b instanceof Item;
  }

  /** Returns what stands before the first line of a block, or before the others. */
  private AttributedString prefix(boolean isFirst) {
    var result = prefix(containers, isFirst);
    if (isFirst) {
      containers.replaceAll(c -> c instanceof Item item ? item.drawn() : c);
      lastContainers = List.copyOf(containers);
    }
    return result;
  }

  /** Where it would take more than half of the width the outer ones are left out. */
  private AttributedString prefix(List<Container> of, boolean isFirst) {
    for (var from = 0; from < of.size(); from++) {
      var builder = new LineBuilder(layout.abilities().cells());
      for (var container : of.subList(from, of.size())) add(builder, container, isFirst);
      if (builder.width() * 2 <= layout.width()) return builder.build();
    }
    return AttributedString.EMPTY;
  }

  private void add(LineBuilder builder, Container container, boolean isFirst) {
    switch (container) {
      case Quote _ ->
          builder.add(layout.abilities().hasSigns() ? "│ " : "> ", layout.style(Role.BORDER));
      case Item item -> {
        if (isFirst && !item.isDrawn()) builder.add(item.mark(), layout.style(Role.ACCENT));
        else builder.padTo(builder.width() + layout.abilities().cells().width(item.mark()));
      }
    }
  }

  /** Shows open marks as if they were closed. */
  void assumeClosed() {
    if (leaf != null) leaf.assumeClosed();
  }
}
