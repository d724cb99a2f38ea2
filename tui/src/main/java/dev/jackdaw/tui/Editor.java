package dev.jackdaw.tui;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Reads lines that a person edits: prompts with history and completion, and bare answers. */
final class Editor {
  /** What a person did with the line. */
  sealed interface Entry {
    record Line(String text) implements Entry {}

    /** Ctrl+C; {@code text} is what had been typed. */
    record Interrupted(String text) implements Entry {}

    /** Ctrl+D, or the end of the input. */
    record Ended() implements Entry {}
  }

  private final Screen screen;
  private final LineReader prompts;
  private final LineReader answers;

  Editor(Terminal terminal, Screen screen, ShellOptions options, Supplier<List<String>> pins) {
    this.screen = screen;
    this.prompts = prompts(terminal, options, pins);
    this.answers = bare(terminal).build();
    answers.setVariable(LineReader.DISABLE_HISTORY, true);
    answers.setVariable(LineReader.DISABLE_COMPLETION, true);
  }

  private static LineReaderBuilder bare(Terminal terminal) {
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("jackdaw")
        .parser(new PromptParser())
        .variable(LineReader.BELL_STYLE, "none")
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.INSERT_TAB, false);
  }

  private static LineReader prompts(
      Terminal terminal, ShellOptions options, Supplier<List<String>> pins) {
    var builder =
        bare(terminal)
            .completer(new PromptCompleter(options, pins))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ")
            .variable(LineReader.HISTORY_SIZE, 1_000)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
    options.history().ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, kept(file)));
    var reader = builder.build();
    reader
        .getWidgets()
        .put(
            "jackdaw-newline",
            () -> {
              reader.getBuffer().write('\n');
              return true;
            });
    var keys = reader.getKeyMaps().get(LineReader.MAIN);
    if (keys != null) keys.bind(new Reference("jackdaw-newline"), KeyMap.alt('\r'));
    return reader;
  }

  /** Creates the file before anyone else can read what goes into it. */
  private static Path kept(Path file) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) Files.createDirectories(folder);
      Files.createFile(file, ownerOnly(file));
    } catch (FileAlreadyExistsException _) {
      // Its mode is the user's choice.
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "history-unwritable",
          "The history file " + file + " cannot be created. Make its folder writable.",
          e);
    }
    return file;
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Reads a prompt, beginning with what was already typed. */
  Entry prompt(String label, String typed) {
    return read(prompts, label, typed);
  }

  /** Reads an answer; what is typed goes into no history. */
  Entry answer(String label) {
    return read(answers, label, "");
  }

  /** Reads an answer that begins with what is to be changed. */
  Entry answer(String label, String typed) {
    return read(answers, label, typed);
  }

  private Entry read(LineReader reader, String label, String typed) {
    screen.editing(reader);
    try {
      var line = reader.readLine(label, null, (Character) null, typed);
      return new Entry.Line(Optional.ofNullable(line).orElse(""));
    } catch (UserInterruptException e) {
      return new Entry.Interrupted(Optional.ofNullable(e.getPartialLine()).orElse(""));
    } catch (EndOfFileException _) {
      return new Entry.Ended();
    } finally {
      screen.editing(null);
    }
  }
}
