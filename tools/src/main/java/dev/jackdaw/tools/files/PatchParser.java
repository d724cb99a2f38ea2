package dev.jackdaw.tools.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a patch envelope. It is lenient where no doubt can arise: what stands before the first and
 * after the last marker (a here-document, a code fence) is ignored, markers may be indented, an
 * empty line inside a hunk is an empty line of context, and the line numbers of a unified diff are
 * passed over. A patch without its end marker was cut off and is refused. Not thread-safe.
 */
final class PatchParser {
  private static final String BEGIN = "*** Begin Patch";
  private static final String END = "*** End Patch";
  private static final String ADD = "*** Add File:";
  private static final String DELETE = "*** Delete File:";
  private static final String UPDATE = "*** Update File:";
  private static final String MOVE = "*** Move to:";
  private static final String END_OF_FILE = "*** End of File";

  private final List<String> lines;
  private int at;
  private int end;

  private PatchParser(String input) {
    var text = TextFile.normal(input);
    this.lines = TextFile.linesOf(text);
  }

  /**
   * Reads a patch.
   *
   * @throws FileProblem when it is not one; the message names the line
   */
  static Patch parse(String input) throws FileProblem {
    return new PatchParser(input).patch();
  }

  private Patch patch() throws FileProblem {
    while (at < lines.size() && !marker().equals(BEGIN)) at++;
    if (at == lines.size()) {
      throw new FileProblem("The patch must begin with the line \"" + BEGIN + "\".");
    }
    at++;
    end = lines.size();
    while (end > at && !lines.get(end - 1).strip().equals(END)) end--;
    if (end == at) {
      throw new FileProblem(
          "The patch has no line \"" + END + "\": it was cut off. Send it whole, or in parts.");
    }
    end--;
    var sections = new ArrayList<Patch.Section>();
    while (at < end) {
      if (lines.get(at).isBlank()) at++;
      else sections.add(section());
    }
    if (sections.isEmpty()) throw new FileProblem("The patch changes no file.");
    return new Patch(sections);
  }

  private String marker() {
    return lines.get(at).strip();
  }

  private Patch.Section section() throws FileProblem {
    var marker = marker();
    if (marker.startsWith(ADD)) return add(pathAfter(ADD));
    if (marker.startsWith(DELETE)) return new Patch.Delete(pathAfter(DELETE));
    if (marker.startsWith(UPDATE)) return update(pathAfter(UPDATE));
    throw problem(
        "expected \"" + ADD + " path\", \"" + UPDATE + " path\" or \"" + DELETE + " path\"");
  }

  private String pathAfter(String prefix) throws FileProblem {
    var path = marker().substring(prefix.length()).strip();
    if (path.isEmpty()) throw problem("a path is missing after \"" + prefix + "\"");
    at++;
    return path;
  }

  private Patch.Add add(String path) throws FileProblem {
    var content = new StringBuilder();
    for (; at < end && !startsSection(); at++) {
      var line = lines.get(at);
      if (line.startsWith("+")) content.append(line, 1, line.length()).append('\n');
      else if (!line.isBlank()) throw problem("every line of a new file starts with \"+\"");
    }
    return new Patch.Add(path, content.toString());
  }

  private boolean startsSection() {
    var marker = marker();
    return marker.startsWith(ADD) || marker.startsWith(DELETE) || marker.startsWith(UPDATE);
  }

  private Patch.Update update(String path) throws FileProblem {
    Optional<String> moveTo = Optional.empty();
    if (at < end && marker().startsWith(MOVE)) moveTo = Optional.of(pathAfter(MOVE));
    var hunks = new ArrayList<Patch.Hunk>();
    while (at < end && !lines.get(at).startsWith("*** ") && !startsSection()) {
      if (lines.get(at).isBlank() && onlyBlankUntilSection()) break;
      hunks.add(hunk());
    }
    if (hunks.isEmpty() && moveTo.isEmpty()) throw problem("no change follows for " + path);
    return new Patch.Update(path, moveTo, hunks);
  }

  private boolean onlyBlankUntilSection() {
    var next = at;
    while (next < end && lines.get(next).isBlank()) next++;
    var found = next == end || lines.get(next).startsWith("*** ");
    if (found) at = next;
    return found;
  }

  private Patch.Hunk hunk() throws FileProblem {
    var anchors = new ArrayList<String>();
    for (; at < end && lines.get(at).startsWith("@@"); at++) {
      var anchor = lines.get(at).substring(2);
      var isRange = anchor.startsWith(" -") && anchor.indexOf("@@") > 0;
      if (!isRange && !anchor.isBlank()) {
        anchors.add(anchor.startsWith(" ") ? anchor.substring(1) : anchor);
      }
    }
    var body = new ArrayList<Patch.Line>();
    while (at < end && !lines.get(at).startsWith("@@") && !lines.get(at).startsWith("*** ")) {
      if (lines.get(at).isBlank() && onlyBlankUntilSection()) break;
      body.add(line());
      at++;
    }
    var atEnd = at < end && marker().equals(END_OF_FILE);
    if (atEnd) at++;
    if (body.isEmpty()) throw problem("no lines follow \"@@\"");
    return new Patch.Hunk(anchors, body, atEnd);
  }

  private Patch.Line line() throws FileProblem {
    var line = lines.get(at);
    if (line.isEmpty()) return new Patch.Line(Patch.Sign.KEEP, "");
    var text = line.substring(1);
    return switch (line.charAt(0)) {
      case ' ' -> new Patch.Line(Patch.Sign.KEEP, text);
      case '-' -> new Patch.Line(Patch.Sign.DROP, text);
      case '+' -> new Patch.Line(Patch.Sign.ADD, text);
      default -> throw problem("a line starts with \" \" (stays), \"-\" (goes) or \"+\" (comes)");
    };
  }

  private FileProblem problem(String what) {
    var shown = at < lines.size() ? ": " + clipped(lines.get(at)) : "";
    return new FileProblem(
        "Line " + (at + 1) + " of the patch is wrong, " + what + shown + "\nNothing was changed.");
  }

  private static String clipped(String line) {
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }
}
