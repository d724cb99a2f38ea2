package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.mcp.config.ConfigException;
import dev.jackdaw.mcp.config.Imports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes over servers from other agents' files; what is there under the same name stays. */
final class Importing {
  private static final int MOST_BYTES = 8 << 20;

  private final Environment environment;
  private final ServerFiles files;
  private final PrintWriter out;

  Importing(Environment environment, ServerFiles files, PrintWriter out) {
    this.environment = environment;
    this.files = files;
    this.out = out;
  }

  ExitCode run(Arguments arguments) throws IOException {
    var file = arguments.operands().getFirst();
    var read = read(file, arguments.text(Option.FROM));
    var trial = arguments.has(Option.DRY_RUN);
    if (read.servers().isEmpty()) out.println("There is no MCP server in " + file + ".");
    for (var server : read.servers()) take(server, arguments.text(Option.SCOPE), trial);
    for (var note : read.notes()) out.println(VisibleText.inOneLine(note));
    return ExitCode.DONE;
  }

  private Imports.Read read(String file, Optional<String> from) {
    try {
      var path = environment.directory().resolve(file);
      if (Files.size(path) > MOST_BYTES) throw user(file + " is too large.");
      return Imports.read(Files.readString(path), from.map(Importing::format));
    } catch (ConfigException e) {
      throw user(file + " cannot be imported: " + e.getMessage() + ".");
    } catch (IOException | InvalidPathException e) {
      throw user(file + " cannot be read: " + e.getMessage() + ".");
    }
  }

  private static Imports.Format format(String word) {
    for (var format : Imports.Format.values()) if (format.word().equals(word)) return format;
    throw new IllegalArgumentException(word);
  }

  private static JackdawException user(String message) {
    return new JackdawException(JackdawException.Kind.USER, "mcp-import", message);
  }

  /** What another agent keeps for one folder is not meant for others. */
  private void take(Imports.Server server, Optional<String> given, boolean trial)
      throws IOException {
    var here = CanonicalPath.of(environment.directory()).toString();
    var folder = server.project();
    if (folder.isPresent() && !folder.get().equals(here)) {
      out.println(
          server.name()
              + " is left out: it is for "
              + Path.of(folder.get())
              + "; import it there.");
      return;
    }
    var scope = given.orElse(folder.isPresent() ? "local" : "user");
    for (var other : List.of("local", "project", "user")) {
      if (!files.has(other, server.name())) continue;
      out.println(server.name() + " is left out: there is one of that name (" + other + ").");
      return;
    }
    if (!trial) files.put(scope, server.name(), server.entry());
    out.println(server.name() + (trial ? " would be added (" : " was added (") + scope + ").");
  }
}
