package dev.jackdaw.tui;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Session;
import dev.jackdaw.tui.compose.Cells;
import dev.jackdaw.tui.compose.ComposerParts;
import dev.jackdaw.tui.compose.ComposerParts.ComposerSigns;
import dev.jackdaw.tui.compose.ComposerParts.PasteLimit;
import dev.jackdaw.tui.compose.ComposerParts.WordSource;
import dev.jackdaw.tui.compose.FileIndex;
import dev.jackdaw.tui.compose.History;
import dev.jackdaw.tui.compose.HistoryFile;
import dev.jackdaw.tui.compose.PictureFiles;
import dev.jackdaw.tui.compose.SlashEntry;
import dev.jackdaw.tui.compose.SlashEntry.SlashArgument;
import dev.jackdaw.tui.loop.Mailbox;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;

/** Makes the parts of the composer from what the shell knows. */
final class Composing {
  private final ShellOptions options;
  private final Supplier<Session> session;

  private Composing(ShellOptions options, Supplier<Session> session) {
    this.options = options;
    this.session = session;
  }

  static ComposerParts parts(
      ShellOptions options,
      Theme theme,
      Signs signs,
      Supplier<Session> session,
      Mailbox mailbox,
      Runnable changed,
      WordSource words) {
    var customs = options.customs();
    var history =
        options
            .history()
            .map(file -> History.in(new HistoryFile(file), customs.redact()))
            .orElseGet(History::inMemory);
    var files = new FileIndex(options.directory(), customs.ignored(), () -> mailbox.post(changed));
    var isRich = signs.dots().equals(ComposerSigns.RICH.dots());
    return new ComposerParts(
        customs.keys(),
        theme,
        Cells.BY_CLUSTER,
        isRich ? ComposerSigns.RICH : ComposerSigns.ASCII,
        history,
        options.directory(),
        files,
        new Composing(options, session)::commands,
        new PictureFiles(options.directory()),
        PasteLimit.USUAL,
        words);
  }

  private List<SlashEntry> commands() {
    var entries = new ArrayList<SlashEntry>();
    for (var command : SlashCommand.values()) {
      entries.add(new SlashEntry(command.word(), command.help(), () -> arguments(command)));
    }
    for (var command : options.commands().get()) {
      entries.add(SlashEntry.of(command.name(), OutputFilter.line(command.help())));
    }
    return entries;
  }

  private List<SlashArgument> arguments(SlashCommand command) {
    return switch (command) {
      case MODEL -> named(options.models().get());
      case MODE -> named(options.modes().stream().map(mode -> mode.text()).toList());
      case EFFORT -> named(Effort.texts(EnumSet.allOf(Effort.class)));
      case THEME -> named(options.customs().themes().names());
      case COPY -> List.of(new SlashArgument("code", "the last block of code alone"));
      case COMPACT -> List.of(new SlashArgument("--dry-run", "say what it would do"));
      case UNPIN -> named(ContextCommands.pins(session.get()));
      case HELP, CLEAR, CONTEXT, UNCOMPACT, PIN, PLAN, UNDO, REDO, REWIND, COST, QUIT -> List.of();
      case TRANSCRIPT,
          DIFF,
          RESUME,
          PERMISSIONS,
          AGENTS,
          JOBS,
          MCP,
          SETTINGS,
          DOCTOR,
          EXPORT,
          KEYS,
          VIM ->
          List.of();
    };
  }

  private static List<SlashArgument> named(List<String> names) {
    return names.stream()
        .filter(name -> OutputFilter.line(name).equals(name))
        .map(name -> new SlashArgument(name, ""))
        .toList();
  }
}
