package dev.jackdaw.cli;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Tool;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.engine.Attendance;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Opens the sessions in which what clients of the MCP server ask for is done. */
record ServedSessions(
    Environment environment, Directories directories, Console console, Arguments arguments) {

  /** A session whose calls another program makes; repetition is that program's business. */
  Session relaying(Model model, boolean attended) throws InterruptedException {
    var values = new EnumMap<Option, List<String>>(Option.class);
    values.putAll(arguments.values());
    values.put(Option.LOOP_DETECTION, List.of("off"));
    var with = new Arguments(arguments.command(), values, arguments.operands());
    return open(wiring(with), model, attended);
  }

  /** A session of the model that settings and options choose. */
  Session working(boolean attended) throws InterruptedException {
    var wiring = wiring(arguments);
    return open(wiring, wiring.models().model(), attended);
  }

  private Wiring wiring(Arguments with) {
    var settings = new SettingsReader(environment, directories).read(with);
    return new Wiring(environment, directories, settings, InstantSource.system());
  }

  private Session open(Wiring wiring, Model model, boolean attended) {
    var journal = new Journals(directories, InstantSource.system(), console);
    var wishes =
        new Wiring.Wishes(
            attended ? Attendance.ATTENDED : Attendance.UNATTENDED,
            RunCommand.briefing(arguments, null),
            RunCommand.tools(arguments),
            RunCommand.trust(arguments, wiring).isGiven(),
            Map.of(),
            console::progress,
            arguments.text(Option.AGENTS));
    return Interactive.open(wiring, journal.create(wiring.workspace()), model, wishes);
  }

  /** Returns whether tasks are served: unless {@code --tools} leaves them out. */
  boolean servesTasks() {
    var wanted = RunCommand.tools(arguments);
    return wanted.isEmpty() || wanted.get().stream().anyMatch("task"::equalsIgnoreCase);
  }

  /** Returns the tools a model like that is offered. */
  List<Tool<?>> tools(ModelInfo model) {
    return wiring(arguments).tools(model, RunCommand.tools(arguments));
  }
}
