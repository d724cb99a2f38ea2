package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Question;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Everything a person should know before a call may run: what it does, to the letter, where, why it
 * is asked, what has been read, and what a lasting yes would mean.
 */
final class ApprovalText {
  private final Question.Approval approval;
  private final Ink ink;
  private final List<Paragraph> all = new ArrayList<>();

  private ApprovalText(Question.Approval approval, Ink ink) {
    this.approval = approval;
    this.ink = ink;
  }

  static List<Paragraph> of(Question.Approval approval, Ink ink) {
    var text = new ApprovalText(approval, ink);
    text.effects();
    text.input();
    text.rest();
    return text.all;
  }

  /** Returns whether the call runs a command that its input spells out. */
  static boolean hasCommand(Question.Approval approval) {
    return approval.call().input().string("command").isPresent();
  }

  private void effects() {
    var summary = approval.summary().strip();
    var executes = approval.effects().stream().anyMatch(Effect.Executes.class::isInstance);
    if (!executes && !summary.isEmpty()) exact(Role.TEXT, summary);
    for (var effect : approval.effects()) {
      switch (effect) {
        case Effect.Executes(var command, var directory) -> {
          exact(Role.CODE, command);
          named("in", directory);
        }
        case Effect.Reads(var path) -> named("reads", path);
        case Effect.Writes(var path) -> named("writes", path);
        case Effect.Connects(var host, var port) -> named("connects to", host + ":" + port);
        case Effect.Persists(var path, var what) ->
            named("leaves behind", path + ", which is run or obeyed later: " + what);
      }
    }
  }

  /** What nobody knows how to show better is shown as it is. */
  private void input() {
    var edit = EditText.of(approval.call());
    for (var line : edit) exact(line.role(), line.text());
    if (!edit.isEmpty() || isToldByEffects()) return;
    if (!approval.call().input().members().isEmpty()) {
      exact(Role.CODE, approval.call().input().pretty());
    }
  }

  private boolean isToldByEffects() {
    var effects = approval.effects();
    return !approval.call().tool().startsWith("mcp__")
        && !effects.isEmpty()
        && effects.stream()
            .allMatch(effect ->
                switch (effect) {
                  case Effect.Executes _, Effect.Reads _, Effect.Connects _ -> true;
                  case Effect.Writes _, Effect.Persists _ -> false;
                });
  }

  private void rest() {
    var head = "why: ";
    for (var line : approval.reason().strip().split("\n", -1)) {
      told(head, Role.TEXT, line);
      head = "     ";
    }
    var origins = OriginText.of(approval.origins());
    if (!origins.isEmpty()) told("in view: ", Role.TEXT, origins);
    told("rule: ", Role.ACCENT, approval.remember().toString());
    told("would allow: ", Role.TEXT, RuleText.of(approval.remember()));
  }

  private void named(String what, Path path) {
    named(what, path.toString());
  }

  private void named(String what, String text) {
    var head = ink.line(Role.DIM, "  " + what + " ");
    var margin = new AttributedString("    ");
    for (var line : ink.judged(Role.TEXT, text)) {
      all.add(new Paragraph(AttributedString.EMPTY, margin, Ink.join(head, line), true));
      head = margin;
    }
  }

  /** A line that goes on is told from two lines. */
  private void exact(Role role, String text) {
    var first = ink.theme().styled(Role.BORDER, "  " + ink.signs().bar() + " ");
    var next = ink.theme().styled(Role.BORDER, "  " + ink.signs().goesOn() + " ");
    for (var line : ink.judged(role, text)) all.add(new Paragraph(first, next, line, true));
  }

  private void told(String what, Role role, String text) {
    var head = ink.theme().styled(Role.DIM, "  " + what);
    var margin = new AttributedString(" ".repeat(head.length()));
    all.add(new Paragraph(head, margin, ink.line(role, text), false));
  }
}
