package dev.jackdaw.cli;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Session;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.mcp.SessionServers;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.run.Headless;
import dev.jackdaw.cli.run.JsonReporter;
import dev.jackdaw.cli.run.Prompts;
import dev.jackdaw.cli.run.Reporter;
import dev.jackdaw.cli.run.Stdin;
import dev.jackdaw.cli.run.Stdout;
import dev.jackdaw.cli.run.TextReporter;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.cli.structured.StructuredOutput;
import dev.jackdaw.cli.trust.Inventory;
import dev.jackdaw.cli.trust.Trust;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.engine.Briefing;
import dev.jackdaw.wire.stream.Opening;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs a session: headless with {@code --print}, else on the terminal. */
final class RunCommand {
  /** No tokenizer makes more than one token of four characters of prose: beyond, it cannot fit. */
  private static final int LEAST_CHARS_PER_TOKEN = 8;

  private final Environment environment;
  private final Directories directories;
  private final Console console;
  private final Stdout out;
  private final InstantSource clock = InstantSource.system();

  RunCommand(Environment environment, Directories directories, Console console, Stdout out) {
    this.environment = environment;
    this.directories = directories;
    this.console = console;
    this.out = out;
  }

  ExitCode run(Arguments arguments) throws InterruptedException {
    var settings = new SettingsReader(environment, directories).read(arguments);
    for (var warning : settings.warnings()) console.progress("jackdaw: " + warning);
    if (!arguments.has(Option.PRINT)) Interactive.requireTerminal();
    try (var cassette = Cassettes.open(arguments, environment)) {
      var wiring = new Wiring(environment, directories, settings, clock, cassette);
      var model = wiring.models().model();
      Cassettes.describe(cassette, model);
      var code = run(arguments, wiring, model, trust(arguments, wiring));
      if (cassette != null && code == ExitCode.DONE) cassette.requireComplete();
      wiring.tidy();
      return code;
    }
  }

  static Trust trust(Arguments arguments, Wiring wiring) {
    return arguments.has(Option.TRUST) ? new Trust.Given() : wiring.trust();
  }

  private ExitCode run(Arguments arguments, Wiring wiring, Model model, Trust trust)
      throws InterruptedException {
    if (arguments.has(Option.PRINT)) {
      tellOfDistrust(trust);
      return headless(arguments, wiring, model, trust.isGiven());
    }
    return new Interactive(environment, directories, console, clock)
        .run(arguments, wiring, model, trust);
  }

  /** Nobody can be asked, so what would be switched on is named, with the flag that does it. */
  private void tellOfDistrust(Trust trust) {
    distrust(trust)
        .ifPresent(
            text -> console.progress("jackdaw: " + text + ". --trust trusts it for this run."));
  }

  /** Returns what is not in force for want of trust, as a sentence without its end. */
  static Optional<String> distrust(Trust trust) {
    var items =
        switch (trust) {
          case Trust.Given _ -> List.<Inventory.Item>of();
          case Trust.Unknown(var inventory) -> inventory.items();
          case Trust.Outdated(var inventory, _) -> inventory.items();
        };
    if (items.isEmpty()) return Optional.empty();
    return Optional.of(
        "this folder is not trusted"
            + (trust instanceof Trust.Outdated ? " as it is now" : "")
            + ", so this is not in force: "
            + items.stream().map(Inventory.Item::name).collect(Collectors.joining("; ")));
  }

  private ExitCode headless(Arguments arguments, Wiring wiring, Model model, boolean trusted)
      throws InterruptedException {
    var demand = demand(arguments);
    var prompts = prompts(arguments);
    var first = checked(prompts, model);
    var journal = new Journals(directories, clock, console).open(arguments, wiring.workspace());
    var session = open(arguments, wiring, trusted, journal, model, demand);
    var shutdown = Shutdown.interrupting(session);
    try (session) {
      var reporter = reporter(arguments, session, model, wiring);
      var outcome = new Headless(session, reporter, clock, demand, wiring::commandRuns).run(first);
      return ExitCode.of(outcome);
    } finally {
      shutdown.finished();
    }
  }

  private Session open(
      Arguments arguments,
      Wiring wiring,
      boolean trusted,
      Journal journal,
      Model model,
      @Nullable StructuredOutput demand) {
    try {
      return wiring.open(
          journal,
          model,
          new Wiring.Wishes(
              Attendance.UNATTENDED,
              briefing(arguments, demand),
              tools(arguments),
              trusted,
              Map.of(),
              console::progress,
              arguments.text(Option.AGENTS)));
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  static Optional<List<String>> tools(Arguments arguments) {
    return arguments.has(Option.TOOLS)
        ? Optional.of(arguments.texts(Option.TOOLS))
        : Optional.empty();
  }

  static Briefing briefing(Arguments arguments, @Nullable StructuredOutput demand) {
    var appendix = arguments.text(Option.APPEND_SYSTEM_PROMPT).orElse("");
    if (demand != null) {
      appendix =
          appendix
              + "\n\nWhen the task is done, your last reply must be nothing but one JSON value that"
              + " satisfies this JSON Schema:\n"
              + demand.schema().compact();
    }
    return new Briefing(arguments.text(Option.SYSTEM_PROMPT).orElse(""), appendix.strip());
  }

  private @Nullable StructuredOutput demand(Arguments arguments) {
    var given = arguments.text(Option.JSON_SCHEMA);
    return given.isEmpty() ? null : StructuredOutput.of(given.get(), environment.directory());
  }

  private Iterator<List<Block.Content>> prompts(Arguments arguments) throws InterruptedException {
    var prompt = arguments.prompt().orElse("");
    if (arguments.text(Option.INPUT_FORMAT).orElse("text").equals("stream-json")) {
      return Prompts.lines(System.in);
    }
    try {
      var piped = Stdin.read(System.in, Stdin.source(), !prompt.isBlank(), console::progress);
      return Prompts.of(prompt, piped);
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "input-unreadable",
          "standard input cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** A prompt that cannot fit is refused with its size before anything else happens. */
  private static Iterator<List<Block.Content>> checked(
      Iterator<List<Block.Content>> prompts, Model model) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return prompts.hasNext();
      }

      @Override
      public List<Block.Content> next() {
        var prompt = prompts.next();
        requireFit(prompt, model);
        return prompt;
      }
    };
  }

  private static void requireFit(List<Block.Content> prompt, Model model) {
    var window = model.info().window();
    var chars = 0L;
    for (var block : prompt) {
      if (block instanceof Block.Text(var text, _)) chars += text.length();
    }
    if (window == 0 || chars / LEAST_CHARS_PER_TOKEN <= window) return;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "prompt-too-large",
        "the prompt has "
            + chars
            + " characters, more than fit the window of "
            + model.info().id()
            + " ("
            + window
            + " tokens). Save it to a file and name the file in the prompt, or choose a --model"
            + " with a larger window.");
  }

  private Reporter reporter(Arguments arguments, Session session, Model model, Wiring wiring) {
    return switch (arguments.text(Option.OUTPUT_FORMAT).orElse("text")) {
      case "json" -> json(JsonReporter.Extent.RESULT, session, model, wiring, arguments);
      case "stream-json" ->
          json(
              arguments.has(Option.INCLUDE_PARTIAL_MESSAGES)
                  ? JsonReporter.Extent.EVENTS_AND_PARTS
                  : JsonReporter.Extent.EVENTS,
              session,
              model,
              wiring,
              arguments);
      default -> new TextReporter(out, console, arguments.has(Option.VERBOSE));
    };
  }

  private static List<String> commands(Wiring wiring) {
    var names = new ArrayList<String>();
    for (var command : wiring.commandRuns().book().list()) names.add(command.name());
    return names;
  }

  private JsonReporter json(
      JsonReporter.Extent extent,
      Session session,
      Model model,
      Wiring wiring,
      Arguments arguments) {
    var tools = wiring.toolNames(model.info(), tools(arguments));
    var opening =
        new Opening(
            wiring.workspace().directory().toString(),
            tools,
            wiring.servers().map(SessionServers::statuses).orElse(List.of()),
            model.info().id(),
            session.mode(),
            commands(wiring),
            Version.current());
    return new JsonReporter(out, console, extent, session, opening);
  }
}
