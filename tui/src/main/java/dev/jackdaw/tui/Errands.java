package dev.jackdaw.tui;

import dev.jackdaw.tui.compose.Composer;
import dev.jackdaw.tui.compose.ComposerParts;
import dev.jackdaw.tui.compose.ExternalEditor;
import dev.jackdaw.tui.compose.MemoryFile;
import dev.jackdaw.tui.compose.MemoryQuestion;
import dev.jackdaw.tui.compose.Prompt;
import dev.jackdaw.tui.compose.SystemClipboard;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.loop.Mailbox;
import dev.jackdaw.tui.loop.Stage;
import dev.jackdaw.tui.widget.Dialog;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What a prompt needs that is not typed: an editor, a picture, a file for what is to be kept. */
final class Errands {
  private final Customs customs;
  private final Stage stage;
  private final Mailbox mailbox;
  private final LiveScreen screen;
  private final ComposerParts parts;
  private final Composer composer;
  private final Bottom bottom;
  private final Consumer<Prompt> submit;
  private Optional<Inline<?>> inline = Optional.empty();

  Errands(
      Customs customs,
      Stage stage,
      Mailbox mailbox,
      LiveScreen screen,
      ComposerParts parts,
      Composer composer,
      Bottom bottom,
      Consumer<Prompt> submit) {
    this.customs = customs;
    this.stage = stage;
    this.mailbox = mailbox;
    this.screen = screen;
    this.parts = parts;
    this.composer = composer;
    this.bottom = bottom;
    this.submit = submit;
  }

  /** Takes what was typed if something is asked; returns whether. */
  boolean heard(Input input) {
    var asked = inline;
    asked.ifPresent(each -> each.heard(input));
    return asked.isPresent();
  }

  /** Lets the user's own editor have the draft, and waits for it. */
  void edit(String draft) throws InterruptedException {
    var editor =
        new ExternalEditor(customs.environment(), customs.drafts(), work -> stage.lend(work::run));
    var result = editor.edit(draft);
    mailbox.post(() -> {
      switch (result) {
        case ExternalEditor.Result.Edited(var text) -> composer.edited(text);
        case ExternalEditor.Result.Failed(var why) -> composer.hint(OutputFilter.line(why));
      }
      stage.changed();
    });
  }

  /** Puts the picture that the clipboard holds into the prompt. */
  void pastePicture() throws InterruptedException {
    var picture = new SystemClipboard(customs.environment()).picture();
    mailbox.post(() -> {
      picture.ifPresentOrElse(
          composer::attach, () -> composer.hint("There is no picture in the clipboard"));
      stage.changed();
    });
  }

  /** Asks where to keep the line, on the stage's thread. */
  void remember(String line) {
    var files = customs.memory();
    if (files.isEmpty()) {
      submit.accept(Prompt.of("# " + line));
      return;
    }
    ask(
        new MemoryQuestion(parts, line, files),
        choice -> {
          switch (choice) {
            case MemoryQuestion.Choice.Keep(var file) -> keep(line, file);
            case MemoryQuestion.Choice.Send _ -> submit.accept(Prompt.of("# " + line));
            case MemoryQuestion.Choice.Back _ -> composer.draft("# " + line);
          }
        });
  }

  private void keep(String line, MemoryFile file) {
    try {
      file.add(line);
      screen.line(Look.LIVELY.dim("kept in " + OutputFilter.line(file.path().toString())));
    } catch (IOException e) {
      screen.line(Look.LIVELY.red(OutputFilter.all(String.valueOf(e.getMessage()))));
      composer.draft("# " + line);
    }
  }

  /** Puts a small question in the place of the composer. */
  private <R> void ask(Dialog<R> dialog, Consumer<R> then) {
    inline =
        Optional.of(
            new Inline<>(
                dialog,
                result -> {
                  inline = Optional.empty();
                  bottom.inline(null);
                  then.accept(result);
                }));
    bottom.inline(dialog);
  }

  /** A small question and what its answer is for. */
  private record Inline<R>(Dialog<R> dialog, Consumer<R> then) {
    void heard(Input input) {
      dialog.heard(input).ifPresent(then);
    }
  }
}
