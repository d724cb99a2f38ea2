package dev.jackdaw.cli.skills;

import dev.jackdaw.cli.definitions.DefinitionException;
import dev.jackdaw.cli.definitions.DefinitionText;
import dev.jackdaw.cli.definitions.Place;
import dev.jackdaw.cli.definitions.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the skills. Where several have one name, that of the user counts before that of the
 * project, and of one level the first folder; the others are told of. None takes the name of a
 * command that comes with Jackdaw.
 */
public final class SkillFiles {
  private final Map<String, Skill> skills = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final Supplier<Set<String>> taken;

  private SkillFiles(Supplier<Set<String>> taken) {
    this.taken = taken;
  }

  /** Reads all of them; {@code taken} are names that none may have. */
  public static SkillCatalog read(Places places, boolean trusted, Supplier<Set<String>> taken) {
    var files = new SkillFiles(taken);
    for (var place : places.of(Places.Kind.SKILLS, trusted)) files.add(place);
    var untrusted = trusted ? 0 : count(places);
    if (files.seen.isEmpty() && untrusted == 0) return SkillCatalog.NONE;
    return new SkillCatalog(
        files.skills.values().stream().sorted(Comparator.comparing(Skill::name)).toList(),
        files.problems,
        untrusted);
  }

  private static int count(Places places) {
    var count = 0;
    for (var place : places.ofProject(Places.Kind.SKILLS)) count += folders(place).size();
    return count;
  }

  private void add(Place place) {
    for (var folder : folders(place)) {
      try {
        // Two names of one folder, as other programs make them by links, are one skill.
        if (!seen.add(folder.toRealPath())) continue;
        add(new SkillReader(place, problems::add).read(folder));
      } catch (DefinitionException e) {
        problems.add("the skill is left out. " + e.at(folder.resolve(SkillReader.FILE).toString()));
      } catch (IOException e) {
        problems.add("the skill " + folder + " is left out: it cannot be read: " + e + ".");
      }
    }
  }

  private void add(Skill skill) {
    var key = skill.name().toLowerCase(Locale.ROOT);
    if (taken.get().contains(key)) {
      problems.add(
          skill.file()
              + ": the skill is left out, because /"
              + key
              + " comes with Jackdaw. Give it another name.");
      return;
    }
    var other = skills.putIfAbsent(key, skill);
    if (other == null) return;
    problems.add(
        skill.file()
            + ": the skill is left out, because "
            + other.file()
            + " has its name. Rename or remove one.");
  }

  /** Returns the folders that are skills, in the order of their names. */
  static List<Path> folders(Place place) {
    if (!place.exists()) return List.of();
    return DefinitionText.entries(place.folder(), "*").stream()
        .filter(folder -> folder.resolve(SkillReader.FILE).toFile().exists())
        .toList();
  }

  /** A file of a project, as it is, for whoever is to trust it. */
  public record ProjectFile(Path path, String text) {}

  /** Returns the files that make a project's skills. */
  public static List<ProjectFile> ofProject(Path project) {
    var files = new ArrayList<ProjectFile>();
    for (var place : Places.ofProject(project, Places.Kind.SKILLS)) {
      for (var folder : folders(place)) {
        var file = folder.resolve(SkillReader.FILE);
        try {
          files.add(new ProjectFile(file, DefinitionText.read(file, project)));
        } catch (DefinitionException e) {
          files.add(new ProjectFile(file, "(" + e.getMessage() + ")"));
        }
      }
    }
    return files;
  }
}
