package dev.jackdaw.tui.view;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.tui.Amounts;
import dev.jackdaw.tui.CallText;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A call and its result, of which the first lines are shown until it is opened. */
record CallSection(Block.Call call, Event.CallFinished finished, String whose) implements Section {
  private static final int FOLDED_LINES = 4;

  @Override
  public List<Paragraph> shown(Ink ink) {
    var all = new ArrayList<Paragraph>();
    all.add(head(ink));
    var lines = body(ink);
    all.addAll(lines.subList(0, Math.min(FOLDED_LINES, lines.size())));
    if (isFolded()) {
      var more = lines.size() - FOLDED_LINES;
      var what = more > 0 ? more + " more lines, and the input" : "the input";
      all.add(Paragraph.indented(4, ink.line(Role.DIM, "(" + what + ")")));
    }
    return all;
  }

  @Override
  public List<Paragraph> whole(Ink ink) {
    var all = new ArrayList<Paragraph>();
    all.add(head(ink));
    for (var line : ink.judged(Role.CODE, call.input().pretty())) {
      all.add(Paragraph.indented(4, line));
    }
    all.addAll(body(ink));
    return all;
  }

  @Override
  public boolean isFolded() {
    return !call.input().members().isEmpty();
  }

  private Paragraph head(Ink ink) {
    var isOk = finished.result().isOk() && CallText.exitCode(finished.result()) == 0;
    var signs = ink.signs();
    return Paragraph.of(
        Ink.join(
            ink.theme().styled(isOk ? Role.GOOD : Role.BAD, isOk ? signs.good() : signs.bad()),
            ink.line(Role.STRONG, " " + whose + call.tool()),
            ink.line(Role.TEXT, subject()),
            ink.line(Role.DIM, "  " + Amounts.seconds(finished.took()) + ending())));
  }

  private String subject() {
    var subject = CallText.subject(call);
    return subject.isEmpty() ? "" : "  " + subject;
  }

  private String ending() {
    var status = finished.result().status();
    if (status == ToolResult.Status.OK) return "";
    return "  " + status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private List<Paragraph> body(Ink ink) {
    var diff = finished.result().details().string("diff", "");
    var all = new ArrayList<Paragraph>();
    if (!diff.isEmpty()) {
      for (var each : Section.diff(diff).shown(ink)) {
        all.add(Paragraph.indented(4, each.text()));
      }
      return all;
    }
    var text = finished.result().text().strip();
    if (text.isEmpty()) return all;
    for (var line : ink.read(Role.DIM, text)) all.add(Paragraph.indented(4, line));
    return all;
  }

  @Override
  public String text() {
    return call.tool()
        + " "
        + call.input().pretty()
        + "\n"
        + finished.result().text()
        + finished.result().details().string("diff", "");
  }
}
