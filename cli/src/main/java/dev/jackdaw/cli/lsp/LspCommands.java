package dev.jackdaw.cli.lsp;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.settings.LanguageSettings;
import dev.jackdaw.lsp.LanguageServers;
import dev.jackdaw.lsp.ServerSpec;
import dev.jackdaw.lsp.Starter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** {@code jackdaw lsp …}. */
public final class LspCommands {
  private final LanguageSettings settings;
  private final LanguageHosting hosting;
  private final ServerList list;
  private final boolean trusted;
  private final PrintWriter out;

  public LspCommands(
      Environment environment,
      LanguageSettings settings,
      LanguageHosting hosting,
      boolean trusted,
      PrintWriter out) {
    this.settings = settings;
    this.hosting = hosting;
    this.list = ServerList.of(environment, settings, trusted);
    this.trusted = trusted;
    this.out = out;
  }

  /** Shows which there are, and what is wrong with those of settings. */
  public ExitCode list(Arguments arguments) {
    if (arguments.has(Option.JSON)) {
      out.println(Json.array(list.all().stream().map(LspCommands::json).toList()).pretty());
    } else if (settings.off()) {
      out.println("Language servers are off: languageServers is false.");
    } else {
      table();
    }
    for (var entry : settings.entries()) {
      if (trusted || !entry.isOfProject() || arguments.has(Option.JSON)) continue;
      out.println(
          VisibleText.inOneLine(
              ServerReader.place(entry) + " is not started: this folder is not trusted."));
    }
    for (var problem : list.problems()) {
      if (!arguments.has(Option.JSON)) out.println(VisibleText.inOneLine(problem));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void table() {
    var name = 0;
    for (var entry : list.all()) name = Math.max(name, entry.spec().name().length());
    for (var entry : list.all()) {
      var spec = entry.spec();
      out.println(
          VisibleText.inOneLine(
              String.format(Locale.ROOT, "%-" + name + "s  %-11s  ", spec.name(), state(entry))
                  + (entry.isFound() ? spec.program() : "not on the PATH: " + spec.program())
                  + "  ("
                  + String.join(" ", new TreeSet<>(spec.languages().keySet()))
                  + (spec.where().equals(ServerSpec.KNOWN) ? ")" : "; " + spec.where() + ")")));
    }
  }

  private static String state(ServerList.Entry entry) {
    if (entry.spec().off()) return "off";
    return entry.isFound() ? "found" : "not found";
  }

  private static Json json(ServerList.Entry entry) {
    var spec = entry.spec();
    return Json.object()
        .put("name", spec.name())
        .put("state", state(entry).replace(' ', '-'))
        .put("command", Json.strings(spec.command()))
        .put("extensions", Json.strings(List.copyOf(new TreeSet<>(spec.languages().keySet()))))
        .put("rootMarkers", Json.strings(spec.markers()))
        .put("where", spec.where())
        .build();
  }

  /** Starts the server for a file and shows what it says of it. */
  public ExitCode test(Arguments arguments, Held held) throws InterruptedException {
    var given = arguments.operands().getFirst();
    var warnings = new ArrayList<String>();
    try (var servers = hosting.session(list.startable(), held, _ -> true, warnings::add)) {
      var file = hosting.workspace().resolve(given);
      show(given, servers.trial(file), arguments.has(Option.JSON));
      return ExitCode.DONE;
    } catch (IOException e) {
      out.println(VisibleText.inOneLine(given + " was not looked at: " + e.getMessage() + "."));
      if (!(e instanceof Starter.RefusedException)) lastWords(given);
      return ExitCode.FAILED;
    } catch (InvalidInputException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "lsp-file", String.valueOf(e.getMessage()), e);
    } finally {
      out.flush();
    }
  }

  private void lastWords(String given) {
    for (var spec : list.startable()) {
      if (spec.language(Path.of(given)).isEmpty()) continue;
      var words = hosting.lastWords(spec).strip();
      if (!words.isEmpty()) out.println("It said:\n" + VisibleText.prose(words));
      return;
    }
    out.println("\"jackdaw lsp list\" shows which servers there are.");
  }

  private void show(String given, LanguageServers.Trial trial, boolean json) {
    if (json) {
      out.println(
          Json.object()
              .put("server", trial.spec().name())
              .put("root", trial.root().toString())
              .put("milliseconds", trial.took().toMillis())
              .put("problems", Json.strings(trial.lines()))
              .build()
              .pretty());
      return;
    }
    out.println(
        VisibleText.inOneLine(
            trial.spec().name()
                + " in "
                + trial.root()
                + ", after "
                + String.format(Locale.ROOT, "%.1f", trial.took().toMillis() / 1_000.0)
                + " s: "
                + (trial.lines().isEmpty() ? "no problems in " + given : "")));
    for (var line : trial.lines()) out.println("  " + line);
  }
}
