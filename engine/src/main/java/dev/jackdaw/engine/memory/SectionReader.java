package dev.jackdaw.engine.memory;

import dev.jackdaw.api.Retention;
import dev.jackdaw.engine.memory.Sections.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds the headings of Markdown, both kinds, and the marks below them. Code, comments and a head
 * between two lines {@code ---} hold none. After CommonMark 0.31, but for what stands in quotes and
 * lists. Used once.
 */
final class SectionReader {
  private static final int MOST_INDENT = 3;
  private static final int DEEPEST = 6;

  private final List<String> rows;
  private final Fence fence = new Fence();
  private final List<Section> sections = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Deque<Above> above = new ArrayDeque<>();

  private String heading = "";
  private int level;
  private int first;
  private int head;
  private Optional<Retention> keep = Optional.empty();
  private boolean marked;
  private boolean marksCount;
  private boolean inComment;
  private boolean inContainer;
  private int paragraph = -1;

  /** A heading that the current one stands under. */
  private record Above(int level, Optional<Retention> keep) {}

  SectionReader(String text) {
    this.rows = rows(text);
  }

  /** Returns the lines of a text with their ends. */
  static List<String> rows(String text) {
    var rows = new ArrayList<String>();
    for (var from = 0; from < text.length(); ) {
      var end = text.indexOf('\n', from);
      var to = end < 0 ? text.length() : end + 1;
      rows.add(text.substring(from, to));
      from = to;
    }
    return rows;
  }

  Sections read() {
    for (var i = headEnd(); i < rows.size(); i++) take(i, rows.get(i));
    close(rows.size());
    return new Sections(sections, problems);
  }

  private int headEnd() {
    try {
      return Frontmatter.length(rows);
    } catch (FrontmatterException _) {
      return 0;
    }
  }

  private void take(int at, String row) {
    var text = row.strip();
    if (!inComment && fence.takes(row)) {
      content();
    } else if (inComment) {
      inComment = !text.contains("-->");
    } else if (text.isEmpty()) {
      paragraph = -1;
      inContainer = false;
    } else if (indent(row) > MOST_INDENT) {
      marksCount = false; // code, or the paragraph goes on
    } else if (text.startsWith("<!--")) {
      comment(at, text);
    } else if (isHeading(text)) {
      open(at, text);
    } else if (paragraph >= 0 && isUnderline(text)) {
      openAbove(at, text);
    } else {
      words(at, text);
    }
  }

  private void content() {
    paragraph = -1;
    marksCount = false;
  }

  private void comment(int at, String text) {
    inComment = text.indexOf("-->", 4) < 0;
    paragraph = -1;
    var mark = Mark.in(text).filter(found -> found.at() == 0);
    if (mark.isEmpty()) return;
    if (!marksCount) {
      problem(at, "the mark \"" + mark.get().value() + "\" stands under no heading");
    } else if (marked) {
      problem(at, "the section has a mark already");
    } else {
      use(at, mark.get());
    }
  }

  private void use(int at, Mark mark) {
    marked = true;
    var wanted = mark.retention();
    if (wanted.isPresent()) keep = wanted;
    else {
      problem(
          at, "\"keep: " + mark.value() + "\" is unknown; it is pinned, summarise, elide or drop");
    }
  }

  private void problem(int at, String text) {
    problems.add(new Problem(at + 1, text));
  }

  private static int indent(String row) {
    var columns = 0;
    for (var i = 0; i < row.length(); i++) {
      if (row.charAt(i) == ' ') columns++;
      else if (row.charAt(i) == '\t') columns += 4;
      else break;
    }
    return columns;
  }

  private static int depth(String text) {
    var depth = 0;
    while (depth < text.length() && text.charAt(depth) == '#') depth++;
    return depth;
  }

  private static boolean isHeading(String text) {
    var depth = depth(text);
    return depth > 0
        && depth <= DEEPEST
        && (depth == text.length() || Character.isWhitespace(text.charAt(depth)));
  }

  private static boolean isUnderline(String text) {
    return isMadeOf(text, "=") || isMadeOf(text, "-");
  }

  private static boolean isMadeOf(String text, String characters) {
    for (var i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) < 0) return false;
    }
    return true;
  }

  private void words(int at, String text) {
    marksCount = false;
    if (isContainer(text)) {
      paragraph = -1;
      inContainer = true;
    } else if (isMadeOf(text, "-*_ \t")) {
      paragraph = -1; // a line across the page
    } else if (paragraph < 0 && !inContainer) {
      paragraph = at;
    }
  }

  /** A quote or an item of a list: what looks like a heading in it ends no section. */
  private static boolean isContainer(String text) {
    if (text.charAt(0) == '>') return true;
    var digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) digits++;
    var sign = digits < text.length() ? text.charAt(digits) : ' ';
    var isSign = digits == 0 ? "-*+".indexOf(sign) >= 0 : sign == '.' || sign == ')';
    return isSign && digits + 1 < text.length() && text.charAt(digits + 1) == ' ';
  }

  private void open(int at, String text) {
    close(at);
    begin(at, 1, depth(text));
    title(at, text.substring(level).strip());
    var end = heading.length();
    while (end > 0 && heading.charAt(end - 1) == '#') end--;
    if (end == 0 || heading.charAt(end - 1) == ' ') heading = heading.substring(0, end).strip();
  }

  /** The lines of the paragraph are the heading, and this one underlines it. */
  private void openAbove(int at, String underline) {
    var start = paragraph;
    close(start);
    begin(start, at - start + 1, underline.charAt(0) == '=' ? 1 : 2);
    var title = new StringBuilder();
    for (var row : rows.subList(start, at)) title.append(row.strip()).append(' ');
    title(start, title.toString().strip());
  }

  private void begin(int at, int lines, int depth) {
    first = at;
    head = lines;
    level = depth;
    paragraph = -1;
    inContainer = false;
    marksCount = true;
    marked = false;
    while (!above.isEmpty() && above.getLast().level() >= depth) above.removeLast();
    keep = above.isEmpty() ? Optional.empty() : above.getLast().keep();
  }

  private void title(int at, String text) {
    var mark = Mark.in(text);
    heading = mark.isEmpty() ? text : text.substring(0, mark.get().at()).strip();
    if (mark.isPresent()) use(at, mark.get());
  }

  /** Ends the section before this line. */
  private void close(int end) {
    if (end > first) {
      var text = String.join("", rows.subList(first, end));
      sections.add(new Section(heading, level, first + 1, head, text, keep));
    }
    if (level > 0) above.addLast(new Above(level, keep));
  }
}
