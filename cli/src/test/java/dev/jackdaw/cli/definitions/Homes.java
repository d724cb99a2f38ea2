package dev.jackdaw.cli.definitions;

import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A project and a home folder, for tests of what stands in them. */
public record Homes(Path project, Path home) {
  public static Homes in(Path temp) throws IOException {
    var root = temp.toRealPath();
    return new Homes(
        Files.createDirectories(root.resolve("project")),
        Files.createDirectories(root.resolve("home")));
  }

  public Environment environment() {
    return new Environment(
        Map.of("JACKDAW_HOME", home.resolve("own").toString(), "HOME", home.toString()),
        Platform.LINUX,
        home.toString(),
        project,
        home);
  }

  public Directories directories() {
    return Directories.of(environment(), _ -> {});
  }

  public Places places() {
    return Places.withoutPlugins(environment(), directories());
  }

  public Path write(Path folder, String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Writes a skill of the project and returns its file. */
  public Path skill(String folder, String head) throws IOException {
    return write(project, folder + "/SKILL.md", "---\n" + head + "\n---\nDo it.\n");
  }

  /** Writes a skill of the user and returns its file. */
  public Path ownSkill(String folder, String head) throws IOException {
    return write(home, folder + "/SKILL.md", "---\n" + head + "\n---\nDo it.\n");
  }
}
