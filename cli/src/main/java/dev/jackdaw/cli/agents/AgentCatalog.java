package dev.jackdaw.cli.agents;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.cli.definitions.DefinitionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * The definitions that were found, and what is wrong with them.
 *
 * @param entries all that can be used, the strongest first
 * @param problems sentences for the user, each with file and line
 * @param untrusted how many files of the project do not count, because nobody trusts it
 */
public record AgentCatalog(List<Entry> entries, List<String> problems, int untrusted) {
  public AgentCatalog {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /**
   * A definition.
   *
   * @param hidden whether another of the same name counts instead
   * @param skills the names of the skills whose texts it begins with
   */
  public record Entry(
      AgentDefinition definition,
      AgentFiles.Level level,
      String where,
      boolean hidden,
      List<String> skills) {
    public Entry {
      skills = List.copyOf(skills);
    }
  }

  /** Returns those that are in force. */
  public List<AgentDefinition> definitions() {
    return entries.stream().filter(entry -> !entry.hidden()).map(Entry::definition).toList();
  }

  /** Gathers them, the strongest first. */
  static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final HashSet<String> names = new HashSet<>();
    private int untrusted;

    void add(
        AgentDefinition definition, AgentFiles.Level level, String where, List<String> skills) {
      var hidden = !names.add(definition.name().toLowerCase(Locale.ROOT));
      entries.add(new Entry(definition, level, where, hidden, skills));
    }

    void problem(String where, int line, String text) {
      problems.add(where + (line > 0 ? ", line " + line : "") + ": " + text);
    }

    void unusable(String where, DefinitionException e) {
      problem(where, e.line(), "the agent is left out: " + e.getMessage());
    }

    void untrusted(int files) {
      untrusted += files;
    }

    AgentCatalog build() {
      return new AgentCatalog(entries, problems, untrusted);
    }
  }
}
