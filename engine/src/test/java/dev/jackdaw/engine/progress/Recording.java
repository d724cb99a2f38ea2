package dev.jackdaw.engine.progress;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The steps of a session as a file keeps them: a JSON object a line. */
record Recording(String name, List<Step> steps) {
  private static final Path ROOT = Path.of("/workspace");

  /** Returns all recordings of a folder of the test's resources, by name. */
  static List<Recording> all(String folder) {
    try {
      var url = Objects.requireNonNull(Recording.class.getResource(folder), folder);
      try (var files = Files.list(Path.of(url.toURI()))) {
        var recordings = new ArrayList<Recording>();
        for (var file : files.sorted().toList()) recordings.add(read(file));
        return recordings;
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(folder, e);
    }
  }

  private static Recording read(Path file) throws IOException {
    var steps = Files.readAllLines(file).stream().map(Json::parseObject).map(Recording::step);
    return new Recording(file.getFileName().toString(), steps.toList());
  }

  private static Step step(Json.Obj line) {
    var tool = line.string("tool", "");
    var input = line.object("input");
    var status = Status.valueOf(line.string("status", "ok").toUpperCase(Locale.ROOT));
    var files = line.array("files");
    var details =
        files.isEmpty() ? Json.Obj.EMPTY : Json.object().put("files", Json.array(files)).build();
    var result = ToolResult.of(status, line.string("text", ""), Label.JACKDAW).withDetails(details);
    return new Step(tool, input, effects(tool, input), result, line.bool("polls", false));
  }

  private static List<Effect> effects(String tool, Json.Obj input) {
    var path = ROOT.resolve(input.string("path", "."));
    return switch (tool) {
      case "read", "grep", "list" -> List.of(new Effect.Reads(path));
      case "write", "edit" -> List.of(new Effect.Writes(path));
      case "bash" -> List.of(new Effect.Executes(input.string("command", ""), ROOT));
      default -> List.of();
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
