package dev.jackdaw.cli.settings;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code jackdaw settings import}: takes over a file of another agent into the user's settings.
 * What was there stays in the file and in a copy beside it.
 */
public final class ImportCommand {
  private final Environment environment;
  private final SettingsReader reader;
  private final PrintWriter out;

  public ImportCommand(Environment environment, SettingsReader reader, PrintWriter out) {
    this.environment = environment;
    this.reader = reader;
    this.out = out;
  }

  /** Takes it over, or says what would be with {@code --dry-run}. */
  public void run(Arguments arguments) {
    var from = file(arguments);
    var file = reader.userFile();
    var before = SettingsText.readIfThere(file).orElse(Json.Obj.EMPTY);
    var result = SettingsImport.of(SettingsText.read(from), before);
    var dry = arguments.has(Option.DRY_RUN);
    out.println(
        (dry ? "Would take over from " : "Taken over from ") + from + " into " + file + ":");
    for (var line : result.taken()) out.println("  + " + VisibleText.inOneLine(line));
    if (result.taken().isEmpty()) out.println("  nothing");
    if (!result.left().isEmpty()) {
      out.println("Not taken over:");
      for (var line : result.left()) out.println("  - " + VisibleText.inOneLine(line));
    }
    if (!dry && !result.content().equals(before)) write(file, result.content());
    out.flush();
  }

  private Path file(Arguments arguments) {
    if (!arguments.operands().isEmpty()) return named(arguments.operands().getFirst());
    var home = environment.home();
    if (home.isEmpty()) throw problem("There is no home folder to look in; name the file.");
    var usual = home.get().resolve(".claude").resolve("settings.json");
    if (Files.exists(usual)) return usual;
    throw problem("There is no " + usual + "; name the file.");
  }

  private Path named(String name) {
    try {
      return environment.directory().resolve(name);
    } catch (InvalidPathException e) {
      throw problem("Not the name of a file: " + name + ".");
    }
  }

  private static JackdawException problem(String message) {
    return new JackdawException(JackdawException.Kind.USER, "import-file", message);
  }

  private void write(Path file, Json.Obj content) {
    try {
      if (Files.exists(file)) {
        var copy = file.resolveSibling(file.getFileName() + ".before-import");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        out.println("What was there is kept in " + copy + ".");
      }
      WholeFile.write(file, content.pretty() + "\n");
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "settings-not-written",
          "The settings cannot be written to " + file + ": " + e + ".",
          e);
    }
  }
}
