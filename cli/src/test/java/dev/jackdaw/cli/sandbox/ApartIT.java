package dev.jackdaw.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a program sees that is kept apart from the workspace. */
@Timeout(120)
class ApartIT {
  @TempDir Path temp;

  private Path home;
  private Path project;
  private Path library;
  private Path scratch;

  @BeforeEach
  void furnish() throws IOException {
    temp = CanonicalPath.of(temp);
    home = Files.createDirectory(temp.resolve("home"));
    project = Files.createDirectory(temp.resolve("project"));
    scratch = Files.createDirectory(temp.resolve("scratch"));
    Files.writeString(project.resolve("source"), "of the project");
    library = Files.createDirectories(home.resolve("config/extensions/script")).resolve("lib");
    Files.writeString(library, "a library");
    Files.writeString(home.resolve("config/settings.json"), "{}");
  }

  private String said(Rung rung, String script) throws IOException, InterruptedException {
    var own = Environment.ofProcess();
    var variables = new HashMap<>(own.variables());
    variables.put("JACKDAW_HOME", home.toString());
    variables.put("HOME", home.toString());
    var environment =
        new Environment(variables, own.platform(), home.toString(), project, own.temporary());
    var workspace = Workspace.of(project);
    var policy = new PolicyBuilder(workspace).build();
    var wish = new Confining.Wish(workspace, () -> policy, Profile.Git.HISTORY, List.of(), _ -> {});
    var confining = new Confining(environment, Directories.of(environment, _ -> {}));
    try (var sandbox = confining.apart(rung, wish, scratch, List.of(library))) {
      var launch =
          new Launch(
              List.of("/bin/sh", "-c", script),
              scratch,
              Map.of("PATH", "/usr/bin:/bin"),
              Launch.Streams.PIPES);
      var process = sandbox.start(launch);
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } catch (JackdawException e) {
      assumeTrue(false, () -> rung + " does not work on this machine: " + e.getMessage());
      return "";
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Rung.class,
      names = {"BWRAP", "LANDLOCK"})
  void seesWhatItNeedsAndNothingElse(Rung rung) throws IOException, InterruptedException {
    var script =
        """
        cat LIBRARY; echo
        cat PROJECT/source HOME/config/settings.json 2>&1
        echo x > PROJECT/made 2>/dev/null; echo x > LIBRARY 2>/dev/null
        echo mine > here && cat here; rm here
        """
            .replace("LIBRARY", library.toString())
            .replace("PROJECT", project.toString())
            .replace("HOME", home.toString());
    var said = said(rung, script);

    assertThat(said)
        .startsWith("a library\n")
        .endsWith("mine\n")
        .doesNotContain("of the project", "{}");
    assertThat(project.resolve("made")).doesNotExist();
    assertThat(library).hasContent("a library");
  }

  @ParameterizedTest
  @EnumSource(
      value = Rung.class,
      names = {"BWRAP", "LANDLOCK"})
  void reachesNobody(Rung rung) throws IOException, InterruptedException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var said =
          said(
              rung,
              "bash -c 'exec 3<>/dev/tcp/127.0.0.1/"
                  + server.getLocalPort()
                  + " && echo tcp'; echo end");
      assertThat(said).endsWith("end\n").doesNotContain("tcp\n");
    }
  }
}
