package dev.jackdaw.cli.custom;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.cli.agents.AgentCatalog;
import dev.jackdaw.cli.agents.AgentFiles;
import dev.jackdaw.cli.commands.CommandFiles;
import dev.jackdaw.cli.commands.PromptCommand;
import dev.jackdaw.cli.definitions.Place;
import dev.jackdaw.cli.definitions.Places;
import dev.jackdaw.cli.skills.Skill;
import dev.jackdaw.cli.skills.SkillCatalog;
import dev.jackdaw.cli.skills.SkillFiles;
import dev.jackdaw.cli.skills.SkillText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Agents, skills and commands of a session, read again when their files have changed. Commands are
 * read when somebody wants one. Thread-safe.
 */
public final class Customs {
  private static final int MOST_TOLD = 5;

  private final Places places;
  private final boolean trusted;
  private final Optional<String> option;
  private final Supplier<Set<String>> taken;
  private final Consumer<String> warnings;
  private final List<String> pending = new ArrayList<>();
  private AgentCatalog agents;
  private SkillCatalog skills;
  private CommandFiles.@Nullable Found commands;
  private Stamp stamp;
  private long generation;

  /**
   * Reads what is there.
   *
   * @param option what was given as {@code --agents}
   * @param taken the names of commands that nobody else's may have
   * @param warnings hears what is wrong
   */
  public Customs(
      Places places,
      boolean trusted,
      Optional<String> option,
      Supplier<Set<String>> taken,
      Consumer<String> warnings) {
    this.places = places;
    this.trusted = trusted;
    this.option = option;
    this.taken = taken;
    this.warnings = warnings;
    this.agents = new AgentFiles(places).read(option, trusted);
    this.skills = SkillFiles.read(places, trusted, taken);
    tell(agents.problems());
    tell(skills.problems());
    tell(missing());
    this.stamp = Stamp.of(all());
  }

  private void tell(List<String> problems) {
    for (var problem : problems) warnings.accept("jackdaw: " + problem);
  }

  /** Returns the kinds of sub-agents, with the skills they begin with. */
  public synchronized List<AgentDefinition> agents() {
    var all = new ArrayList<AgentDefinition>();
    for (var entry : agents.entries()) if (!entry.hidden()) all.add(skilled(entry));
    return all;
  }

  private AgentDefinition skilled(AgentCatalog.Entry entry) {
    var plain = entry.definition();
    if (entry.skills().isEmpty()) return plain;
    var prompt = new StringBuilder(plain.prompt());
    for (var name : entry.skills()) {
      skills.named(name).ifPresent(skill -> prompt.append("\n\n").append(SkillText.of(skill, "")));
    }
    return new AgentDefinition(
        plain.name(),
        plain.description(),
        prompt.toString(),
        plain.tools(),
        plain.withheld(),
        plain.model(),
        plain.mode(),
        plain.maxTurns(),
        plain.isolated(),
        plain.background(),
        plain.label());
  }

  /** A skill that is not there is no restriction: the agent works without it. */
  private List<String> missing() {
    var problems = new ArrayList<String>();
    for (var entry : agents.entries()) {
      for (var name : entry.skills()) {
        if (skills.named(name).isPresent()) continue;
        problems.add(
            entry.where() + ": there is no skill \"" + VisibleText.inOneLine(name) + "\".");
      }
    }
    return problems;
  }

  synchronized AgentCatalog agentCatalog() {
    return agents;
  }

  public synchronized SkillCatalog skills() {
    return skills;
  }

  /** Returns the commands that are files; problems of theirs are told at the next turn. */
  public synchronized List<PromptCommand> commands() {
    var known = commands;
    if (known == null) {
      known = CommandFiles.read(places, trusted, taken);
      commands = known;
      pending.addAll(known.problems());
    }
    return known.commands();
  }

  /** Returns a number that is another one once something was read again. */
  public synchronized long generation() {
    return generation;
  }

  /** Reads again what has changed on disk; it counts now. */
  synchronized void refresh() {
    var now = Stamp.of(all());
    if (now.equals(stamp)) return;
    stamp = now;
    generation++;
    commands = null;
    var old = described();
    agents = new AgentFiles(places).read(option, trusted);
    skills = SkillFiles.read(places, trusted, taken);
    pending.addAll(difference(old, described()));
    pending.addAll(agents.problems());
    pending.addAll(skills.problems());
    pending.addAll(missing());
  }

  /**
   * Returns what to say of files that have changed since this was asked last. A screen is not to be
   * written to beside its session, so what is wrong is told here, too.
   */
  public synchronized List<String> changes() {
    refresh();
    var said = pending.stream().limit(MOST_TOLD).toList();
    pending.clear();
    return said;
  }

  private List<Place> all() {
    var all = new ArrayList<Place>();
    for (var kind : List.of(Places.Kind.SKILLS, Places.Kind.COMMANDS, Places.Kind.AGENTS)) {
      all.addAll(places.of(kind, trusted));
    }
    return all;
  }

  /** Names are of letters and digits: nothing of other people's words is told here. */
  private Map<String, Object> described() {
    var all = new LinkedHashMap<String, Object>();
    for (var skill : skills.skills()) if (skill.forModel()) all.put("skill " + skill.name(), skill);
    for (var agent : agents.definitions()) all.put("agent " + agent.name(), agent);
    return all;
  }

  private static List<String> difference(Map<String, Object> old, Map<String, Object> now) {
    var names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    var parts = new ArrayList<String>();
    for (var name : names) {
      if (!old.containsKey(name)) parts.add("new: " + name);
      else if (!now.containsKey(name)) parts.add("gone: " + name);
      else if (!old.get(name).equals(now.get(name))) parts.add("changed: " + name);
    }
    if (parts.isEmpty()) return List.of();
    return List.of(
        "Files of skills or agents changed on disk. "
            + String.join("; ", parts)
            + ". What is new can be used by its name from now on.");
  }

  /** Returns the skill that {@code /name} takes up. */
  Optional<Skill> skillForPeople(String name) {
    return skills().named(name).filter(Skill::forPeople);
  }
}
