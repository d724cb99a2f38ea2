package dev.jackdaw.cli.sessions;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.sessions.TimelineCommand.Screen;
import dev.jackdaw.journal.timeline.Signs;
import dev.jackdaw.journal.timeline.TimelineText.Paint;
import dev.jackdaw.tui.SystemTerminal;
import java.io.IOException;
import java.nio.charset.Charset;

/** Finds out what a timeline can be drawn on. */
public final class Screens {
  private static final int USUAL_COLUMNS = 80;
  private static final int MOST_COLUMNS = 400;

  private Screens() {}

  /** Returns what standard output is; the width is {@code COLUMNS} where that is set. */
  public static Screen of(Environment environment, Arguments arguments) {
    var signs = Signs.in(Charset.forName(System.getProperty("native.encoding", "US-ASCII")));
    var isTerminal = isTerminal();
    var wanted = environment.variable("COLUMNS").map(Screens::number).orElse(0);
    var columns = wanted > 0 ? wanted : isTerminal ? width() : USUAL_COLUMNS;
    var plain =
        !isTerminal
            || arguments.has(Option.NO_COLOR)
            || environment.variable("NO_COLOR").isPresent()
            || environment.variable("TERM").orElse("dumb").equals("dumb");
    return new Screen(Math.min(columns, MOST_COLUMNS), signs, plain ? Paint.PLAIN : Paint.COLOURED);
  }

  @SuppressWarnings("SystemConsoleNull") // it is null where no console can be had
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static int width() {
    try (var terminal = SystemTerminal.open()) {
      return terminal.getColumns();
    } catch (IOException _) {
      return USUAL_COLUMNS;
    }
  }
}
