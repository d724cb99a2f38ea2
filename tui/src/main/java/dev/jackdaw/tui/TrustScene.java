package dev.jackdaw.tui;

import dev.jackdaw.tui.TrustDialog.Choice;
import dev.jackdaw.tui.ask.TrustCard;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Report;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.loop.Mailbox;
import dev.jackdaw.tui.loop.Scene;
import dev.jackdaw.tui.loop.Stage;
import dev.jackdaw.tui.screen.Frame;
import dev.jackdaw.tui.theme.Rgb;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.view.Section;
import dev.jackdaw.tui.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** The question whether a folder is trusted, on the screen, before there is a session. */
final class TrustScene implements Scene {
  private final TrustDialog.Request request;
  private final ShellOptions options;
  private final Appearance appearance;
  private final Signs signs;
  private final Stage stage;
  private final TrustCard card;
  private Optional<Choice> choice = Optional.empty();
  private boolean isTold;

  TrustScene(TrustDialog.Request request, Terminal terminal, ShellOptions options) {
    this.request = request;
    this.options = options;
    this.appearance = Appearance.of(terminal, options.customs());
    this.signs = Signs.in(terminal.outputEncoding());
    this.stage = new Stage(terminal, new Mailbox(), options.customs()::variable);
    this.card = new TrustCard(request, appearance, signs, options.clock());
  }

  /** Asks; whoever ends the program meanwhile leaves. */
  Choice ask() {
    try {
      stage.playFirst(this);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return choice.orElse(Choice.LEAVE);
  }

  /** What stays on the screen of it is a line. */
  @Override
  public List<AttributedString> finished(int columns) {
    if (choice.isEmpty() || isTold) return List.of();
    isTold = true;
    var what =
        switch (choice.get()) {
          case TRUST -> "You trust ";
          case WORK_UNTRUSTED -> "Not trusted, nothing of it is switched on: ";
          case LEAVE -> "Left without an answer: ";
        };
    var ink = new Ink(appearance, signs);
    return List.of(ink.cut(ink.line(Role.DIM, what + request.folder()), columns));
  }

  @Override
  public Frame draw(int columns, int rows) {
    if (choice.isPresent()) return Frame.EMPTY;
    var drawing = card.draw(columns, rows);
    return new Frame(List.of(drawing.lines()), drawing.cursor());
  }

  @Override
  public void seen(long at) {
    card.shown();
  }

  @Override
  public void heard(Input input, long at) {
    if (card.asksToView(input)) view();
    else if (choice.isEmpty()) choice = card.heard(input);
  }

  private void view() {
    var sections = new ArrayList<Section>();
    for (var item : request.items()) {
      sections.add(Section.heading(item.summary()));
      sections.add(Section.of(Role.TEXT, item.text()));
    }
    var all = new View.Text("What a yes would switch on", sections);
    var keys = options.customs().keys();
    stage.show(all.dialog(new Ink(appearance, signs), keys, _ -> {}), _ -> {});
  }

  @Override
  public void heard(Report report) {
    if (report instanceof Report.Background(var red, var green, var blue)) {
      appearance.background(new Rgb(red, green, blue));
      stage.redraw();
    }
  }

  @Override
  public void interrupted() {
    choice = Optional.of(Choice.LEAVE);
  }

  @Override
  public long wakeAt() {
    return NEVER;
  }

  @Override
  public void wake() {}

  @Override
  public boolean isOver() {
    return choice.isPresent();
  }
}
