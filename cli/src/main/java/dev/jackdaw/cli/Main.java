package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.demo.Demo;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Command;
import dev.jackdaw.cli.options.Completion;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Help;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.options.UsageException;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.run.Stdout;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the program begins: reads the command line, runs the command, tells how it went. */
public final class Main {
  private final Environment environment = Environment.ofProcess();
  private final Console console = new Console(System.err);
  private final Stdout out = Stdout.ofProcess();

  private Main() {}

  /** Runs the program and ends the process with an {@link ExitCode}. */
  public static void main(String[] words) {
    var code = new Main().run(words);
    Runtime.getRuntime().exit(code.number());
  }

  private ExitCode run(String[] words) {
    var debug = false;
    try {
      var arguments = Arguments.parse(words);
      debug = arguments.has(Option.DEBUG);
      return run(arguments);
    } catch (UsageException e) {
      console.error(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    } catch (JackdawException e) {
      if (debug) e.printStackTrace(System.err);
      console.error(String.valueOf(e.getMessage()));
      return ExitCode.of(e);
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    } catch (RuntimeException | Error e) {
      console.error(
          "this is a bug in Jackdaw: " + e + (debug ? "" : ". --debug shows where it happened."));
      if (debug) e.printStackTrace(System.err);
      return ExitCode.FAILED;
    }
  }

  private ExitCode run(Arguments arguments) throws InterruptedException {
    if (arguments.has(Option.HELP)) return help(arguments.command());
    if (arguments.has(Option.VERSION)) {
      out.line("jackdaw " + Version.current());
      return ExitCode.DONE;
    }
    return switch (arguments.command()) {
      case RUN -> new RunCommand(environment, directories(), console, out).run(arguments);
      case DEMO -> demo(arguments);
      case SESSIONS_LIST,
          SESSIONS_SHOW,
          SESSIONS_SEARCH,
          SESSIONS_EXPORT,
          SESSIONS_DELETE ->
          throw new IllegalStateException("wired below");
      case DOCTOR -> throw new IllegalStateException("wired below");
      case COMPLETION -> {
        out.print(Completion.script(arguments.operands().getFirst()));
        yield ExitCode.DONE;
      }
      case HELP_COMMAND -> help(Command.RUN);
    };
  }

  private Directories directories() {
    return Directories.of(environment, console::progress);
  }

  private ExitCode help(Command command) {
    out.print(Help.of(command, 100));
    return ExitCode.DONE;
  }

  private ExitCode demo(Arguments arguments) throws InterruptedException {
    var writer = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    var demo = new Demo(environment, Path.of(System.getProperty("java.home")), writer);
    return demo.run(
        arguments, new DemoAgent(environment, directories(), console, writer)::work);
  }
}
