package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.models.cassette.Cassette;
import dev.jackdaw.models.cassette.CassettePlayer;
import dev.jackdaw.models.cassette.CassetteRecorder;
import dev.jackdaw.testkit.ScriptedModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the cassette that a command line means. */
final class Cassettes {
  private Cassettes() {}

  static @Nullable Cassette open(Arguments arguments, Environment environment) {
    var record = arguments.text(Option.RECORD);
    var replay = arguments.text(Option.REPLAY);
    if (record.isEmpty() && replay.isEmpty()) return null;
    var redactor = Redactor.forSharing(environment.variables());
    var directory = CanonicalPath.of(environment.directory()).toString();
    var home = environment.home().map(Path::toString).orElse("");
    if (replay.isPresent()) {
      var file = environment.directory().resolve(replay.get());
      return CassettePlayer.open(file, redactor, directory, home);
    }
    var file = environment.directory().resolve(record.orElseThrow());
    return CassetteRecorder.begin(file, redactor, directory, home);
  }

  /** Writes down which model is recorded. */
  static void describe(@Nullable Cassette cassette, Model model) {
    if (!(cassette instanceof CassetteRecorder recorder)) return;
    if (model instanceof ScriptedModel) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "cassette-scripted",
          "--record keeps the traffic with a provider, and a scripted model has none: its script"
              + " can be used again as it is.");
    }
    recorder.describe(model.info().id(), Version.current());
  }
}
