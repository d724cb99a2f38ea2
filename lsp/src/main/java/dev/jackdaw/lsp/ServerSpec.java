package dev.jackdaw.lsp;

import dev.jackdaw.api.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A language server: how it is started, and what for.
 *
 * @param command the program and its arguments
 * @param languages the protocol's names of languages by the extensions of files, such as {@code
 *     .ts}
 * @param markers files or folders that a project of these languages has at its root
 * @param environment variables it gets beside those of commands
 * @param options given to it with its initialisation
 * @param settings what it is told when it asks for its configuration
 * @param where who named it: {@code known}, or the file of settings
 * @param off whether it is not to be started
 * @param hold what it runs in
 */
public record ServerSpec(
    String name,
    List<String> command,
    Map<String, String> languages,
    List<String> markers,
    Map<String, String> environment,
    Json.Obj options,
    Json.Obj settings,
    String where,
    boolean off,
    Hold hold) {
  public static final String KNOWN = "known";

  public ServerSpec {
    command = List.copyOf(command);
    languages = Map.copyOf(languages);
    markers = List.copyOf(markers);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) throw new IllegalArgumentException("a language server has a command");
  }

  public String program() {
    return command.getFirst();
  }

  /** Returns the protocol's name of a file's language, if the server is for it. */
  public Optional<String> language(Path file) {
    var name = String.valueOf(file.getFileName());
    var dot = name.lastIndexOf('.');
    return dot < 0 ? Optional.empty() : Optional.ofNullable(languages.get(name.substring(dot)));
  }

  /** Returns the nearest folder above a file, within {@code top}, that has a marker. */
  public Path root(Path file, Path top) {
    for (var folder = file.getParent(); folder != null; folder = folder.getParent()) {
      for (var marker : markers) if (Files.exists(folder.resolve(marker))) return folder;
      if (folder.equals(top)) break;
    }
    return top;
  }

  /** Returns the same with another program in front of its arguments. */
  public ServerSpec with(Path program) {
    var line = new ArrayList<>(command);
    line.set(0, program.toString());
    return with(line, hold);
  }

  /** Returns the same, started in a sandbox or not at all, whatever was said. */
  public ServerSpec onlyInSandbox() {
    return with(command, Hold.SANDBOX_ONLY);
  }

  private ServerSpec with(List<String> line, Hold held) {
    return new ServerSpec(
        name, line, languages, markers, environment, options, settings, where, off, held);
  }
}
