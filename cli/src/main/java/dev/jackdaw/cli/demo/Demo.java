package dev.jackdaw.cli.demo;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A whole task for real: a project whose tests fail, the agent at work, and a judge before and
 * after. Only the model's words are prepared, and the demo says so.
 */
public final class Demo {
  private static final String PROMPT =
      "The test formatsTheTotalOfALunch fails. Find out why and repair it. Run the tests with"
          + " \"sh test.sh\".";

  private final Environment environment;
  private final Path runningJava;
  private final PrintWriter out;

  /**
   * What the agent is to do.
   *
   * @param directory the working directory
   * @param script the text of a script for a scripted model
   * @param allowed permission rules the run needs and no more, on top of edits in the folder
   * @param variables for the commands that are run
   */
  public record Job(
      Path directory,
      String script,
      String prompt,
      List<String> allowed,
      Map<String, String> variables) {
    public Job {
      allowed = List.copyOf(allowed);
      variables = Map.copyOf(variables);
    }
  }

  /** Whatever can do a job: the agent, wired with everything it has elsewhere. */
  @FunctionalInterface
  public interface Agent {
    /** Works until the task ends, showing what it does. */
    Outcome work(Job job) throws InterruptedException;
  }

  /**
   * Prepares a demo.
   *
   * @param runningJava the home of the running Java
   * @param out where the demo speaks to the user; it is flushed before the agent begins
   */
  public Demo(Environment environment, Path runningJava, PrintWriter out) {
    this.environment = environment;
    this.runningJava = runningJava;
    this.out = out;
  }

  /** Runs the demo and returns done when the judge finds the tests failing before and not after. */
  public ExitCode run(Arguments arguments, Agent agent) throws InterruptedException {
    var jdk = Jdk.find(environment, runningJava);
    try {
      var project = DemoProject.create(folder(arguments), jdk);
      var kept = arguments.has(Option.KEEP) || arguments.has(Option.DIR);
      try {
        return work(project, agent);
      } finally {
        if (kept) say("The project is in " + project.folder() + ".");
        else project.delete();
        out.flush();
      }
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "demo-folder",
          "--dir needs a folder that is empty or not there yet: " + e.getFile() + ".",
          e);
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "demo-failed",
          "The demo could not use its folder: " + e + ". Choose another with --dir.",
          e);
    }
  }

  private Path folder(Arguments arguments) throws IOException {
    var named = arguments.text(Option.DIR);
    if (named.isEmpty()) {
      return Files.createTempDirectory(environment.temporary(), "jackdaw-demo-");
    }
    try {
      return environment.directory().resolve(named.get());
    } catch (InvalidPathException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "demo-folder", "--dir is not a path: " + e.getReason(), e);
    }
  }

  private ExitCode work(DemoProject project, Agent agent) throws IOException, InterruptedException {
    say("A small Java project with a failing test is in " + project.folder() + ".");
    say("What the model says was written beforehand; no model is asked and nothing leaves this");
    say("machine. All else is real: the agent, its permissions and tools, the edits, the compiler");
    say("and the tests.");
    say("");
    var before = project.judge();
    report("Tests before, run outside the agent", before);
    say("");
    say("Prompt: " + PROMPT);
    say("");
    out.flush();
    var job =
        new Job(
            project.folder(),
            DemoProject.resource("script.json"),
            PROMPT,
            List.of("Bash(sh test.sh)"),
            project.variables());
    var outcome = agent.work(job);
    say("");
    var after = project.judge();
    report("Tests after, run outside the agent with the tests as delivered", after);
    say("");
    say("What changed:");
    out.print(project.changes());
    if (outcome instanceof Outcome.Finished) {
      return !before.passed() && after.passed() ? ExitCode.DONE : ExitCode.FAILED;
    }
    return ExitCode.of(outcome);
  }

  private void report(String title, TestRun run) {
    say(title + " (" + seconds(run.took()) + " s):");
    run.output().lines().forEach(line -> say("  " + line));
  }

  private static String seconds(Duration took) {
    return took.toSeconds() + "." + took.toMillisPart() / 100;
  }

  private void say(String line) {
    out.println(line);
  }
}
