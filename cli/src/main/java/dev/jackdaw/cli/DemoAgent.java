package dev.jackdaw.cli;

import dev.jackdaw.api.Outcome;
import dev.jackdaw.cli.demo.Demo;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.engine.Briefing;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The agent of the demo: wired as any other, with a scripted model and what it does on show. */
final class DemoAgent {
  private final Environment environment;
  private final Directories directories;
  private final Console console;
  private final PrintWriter writer;
  private final InstantSource clock = InstantSource.system();

  DemoAgent(Environment environment, Directories directories, Console console, PrintWriter writer) {
    this.environment = environment;
    this.directories = directories;
    this.console = console;
    this.writer = writer;
  }

  Outcome work(Demo.Job job) throws InterruptedException {
    var there =
        new Environment(
            environment.variables(),
            environment.platform(),
            environment.userHome(),
            job.directory(),
            environment.temporary());
    var settings = new SettingsReader(there, directories).read(arguments(job));
    var wiring = new Wiring(there, directories, settings, clock);
    var journal = new Journals(directories, clock, console).create(wiring.workspace());
    var model = ScriptedModel.parse("the demo", job.script(), job.directory());
    var wishes =
        new Wiring.Wishes(
            Attendance.UNATTENDED,
            Briefing.STANDARD,
            Optional.empty(),
            true,
            job.variables(),
            console::progress,
            Optional.empty());
    try (var session = wiring.open(journal, model, wishes)) {
      session.listen(new DemoView(writer, wiring.workspace())::show);
      return session.run(job.prompt());
    }
  }

  private static Arguments arguments(Demo.Job job) {
    var words = new ArrayList<>(List.of("--print", "--permission-mode", "acceptEdits"));
    for (var rule : job.allowed()) words.addAll(List.of("--allowedTools", rule));
    words.addAll(List.of("--setting-sources", "local"));
    return Arguments.parse(words.toArray(String[]::new));
  }
}
