package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserRulesTest {
  @TempDir Path folder;

  private UserRules rules() {
    var variables = Map.of("JACKDAW_HOME", folder.resolve("home").toString());
    var environment = new Environment(variables, Platform.LINUX, "?", folder, folder);
    return new UserRules(directories(environment));
  }

  private static Directories directories(Environment environment) {
    return Directories.of(environment, _ -> {});
  }

  private Path file() {
    var variables = Map.of("JACKDAW_HOME", folder.resolve("home").toString());
    return directories(new Environment(variables, Platform.LINUX, "?", folder, folder))
        .config()
        .resolve("settings.json");
  }

  @Test
  void keepsChoicesBesideWhatIsThere() throws Exception {
    rules().keep("theme", Json.of("dark"));
    rules().keep("terminalTitle", Json.of(false));
    rules().keep("theme", Json.of("light"));
    assertThat(Json.parse(Files.readString(file())))
        .isEqualTo(Json.object().put("theme", "light").put("terminalTitle", false).build());
  }

  @Test
  void saysThatAChoiceCouldNotBeKept() throws Exception {
    Files.writeString(folder.resolve("home"), "a file in the way");
    var rules = rules();
    assertThatThrownBy(() -> rules.keep("theme", Json.of("dark")))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("theme holds for this session but could not be kept in");
  }
}
