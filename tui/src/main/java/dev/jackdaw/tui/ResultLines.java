package dev.jackdaw.tui;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.tui.diff.CallDiff;
import dev.jackdaw.tui.diff.DiffView;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.Folded;
import dev.jackdaw.tui.text.Sgr;
import dev.jackdaw.tui.text.ToolText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jline.utils.AttributedString;

/**
 * What came of a call, folded to a few lines: the difference it made, or what a command printed.
 *
 * @param key what opens the whole
 */
record ResultLines(Appearance appearance, IntSupplier columns, Capabilities able, String key) {
  private static final int DIFF_FIRST = 16;
  private static final int DIFF_LAST = 4;
  private static final int FAILED_LAST = 8;

  List<AttributedString> of(ToolResult result, String margin) {
    var width = Math.max(10, columns.getAsInt() - margin.length());
    var isFine = result.isOk() && CallText.exitCode(result) == 0;
    var sgr = new Sgr(appearance.depth(), appearance.background());
    var lines =
        isFine
            ? fine(result, new DiffView(appearance, width, able), sgr)
            : ToolText.lines(result.text().strip(), sgr, able.cells());
    var folded =
        new Folded(
            isFine ? DIFF_FIRST : 1, isFine ? DIFF_LAST : FAILED_LAST, key, appearance, able);
    return folded.of(lines, width).stream()
        .map(line -> Ink.join(new AttributedString(margin), line))
        .toList();
  }

  /** The difference, and what others have to say of it, such as a language server. */
  private List<AttributedString> fine(ToolResult result, DiffView view, Sgr sgr) {
    var lines = new ArrayList<>(CallDiff.done(result, view));
    if (lines.isEmpty()) return lines;
    for (var said : CallText.ofOthers(result)) {
      lines.addAll(ToolText.lines(said, sgr, able.cells()));
    }
    return lines;
  }
}
