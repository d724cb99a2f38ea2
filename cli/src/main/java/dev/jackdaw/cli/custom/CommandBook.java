package dev.jackdaw.cli.custom;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Prompt;
import dev.jackdaw.api.Prompt.Part;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.commands.Builtins;
import dev.jackdaw.cli.commands.Expansion;
import dev.jackdaw.cli.commands.PromptCommand;
import dev.jackdaw.cli.skills.Skill;
import dev.jackdaw.cli.skills.SkillText;
import dev.jackdaw.cli.skills.SkillTool;
import dev.jackdaw.tui.BuiltinWords;
import dev.jackdaw.tui.CustomCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows every slash command that stands for a prompt, and makes the prompt. Thread-safe. */
public final class CommandBook {
  private final Customs customs;
  private final Builtins builtins;
  private final Path directory;

  public CommandBook(Customs customs, Builtins builtins, Path directory) {
    this.customs = customs;
    this.builtins = builtins;
    this.directory = directory;
  }

  /** Returns the words that come with Jackdaw, which no file can take. */
  public static Set<String> taken() {
    var taken = new HashSet<>(BuiltinWords.all());
    for (var builtin : Builtins.listed()) taken.add(builtin.name());
    taken.addAll(LocalCommands.NAMES);
    return taken;
  }

  /**
   * What a command comes to.
   *
   * @param model the model that is to do it; empty for that of the session
   * @param allowed what may be done unasked until its task is over
   */
  public record Order(Prompt prompt, String model, List<Rule> allowed) {
    Order with(List<Block.Content> more) {
      if (more.isEmpty()) return this;
      var parts = new ArrayList<>(prompt.parts());
      for (var each : more) parts.add(new Part.Said(each));
      return new Order(new Prompt(parts), model, allowed);
    }
  }

  /** Returns them for people, those that come along first. */
  public List<CustomCommand> list() {
    customs.refresh();
    var all = new ArrayList<CustomCommand>();
    for (var each : Builtins.listed()) {
      all.add(new CustomCommand(each.name(), each.help(), each.hint(), "built in"));
    }
    for (var each : LocalCommands.listed()) {
      all.add(new CustomCommand(each.name(), each.help(), each.hint(), "built in"));
    }
    for (var each : customs.commands()) {
      all.add(new CustomCommand(each.name(), each.help(), each.hint(), each.origin()));
    }
    for (var skill : customs.skills().skills()) {
      if (!skill.forPeople() || isCommand(skill.name())) continue;
      all.add(
          new CustomCommand(
              skill.name(), skill.description(), skill.hint(), "skill, " + skill.origin()));
    }
    return all;
  }

  private boolean isCommand(String name) {
    return customs.commands().stream().anyMatch(found -> found.name().equalsIgnoreCase(name));
  }

  /**
   * Returns what a line means.
   *
   * @return nothing when it is no such command
   * @throws dev.jackdaw.api.JackdawException of kind user when it cannot be done as typed
   */
  public Optional<Order> order(String line) {
    var stripped = line.strip();
    if (!stripped.startsWith("/")) return Optional.empty();
    customs.refresh();
    var first = stripped.split("\n", 2);
    var words = first[0].substring(1).split("\\s+", 2);
    var typed = words.length > 1 ? words[1].strip() : "";
    var rest = first.length > 1 ? first[1].strip() : "";
    var order = builtins.named(words[0], typed).map(found -> order(found, words[0], typed));
    if (order.isEmpty()) order = written(words[0], typed);
    return order.map(
        found -> rest.isEmpty() ? found : found.with(List.of(new Block.Text(rest, Label.USER))));
  }

  private Optional<Order> written(String name, String typed) {
    var command =
        customs.commands().stream().filter(found -> found.name().equals(name)).findFirst();
    if (command.isPresent()) return Optional.of(order(command.get(), name, typed));
    return customs.skillForPeople(name).map(skill -> order(skill, typed));
  }

  private Order order(PromptCommand command, String name, String typed) {
    var parts = opened(name, typed);
    parts.addAll(new Expansion(directory, command.label(), typed).of(command.body()));
    if (!command.attached().isBlank()) {
      var label = new Label(Label.Source.WORKSPACE, "");
      parts.add(new Part.Said(new Block.Text(command.attached(), label)));
    }
    return new Order(new Prompt(parts), command.model(), command.allowed());
  }

  private Order order(Skill skill, String typed) {
    var parts = opened(skill.name(), typed);
    if (skill.fork()) {
      var task = SkillTool.task(skill, typed);
      var input = Json.object().put("description", task.description()).put("prompt", task.prompt());
      if (!task.agent().isEmpty()) input.put("agent", task.agent());
      parts.add(new Part.LookedUp("task", input.build()));
      var end = "A sub-agent has done this, and reported what is above. Say what came of it.";
      parts.add(new Part.Said(new Block.Text(end, Label.JACKDAW)));
    } else {
      parts.add(new Part.Said(new Block.Text(SkillText.head(skill), Label.JACKDAW)));
      parts.addAll(new Expansion(directory, skill.label(), typed).of(skill.instructions()));
    }
    return new Order(new Prompt(parts), skill.model(), skill.allowed());
  }

  /** What was typed comes first: titles and lists of prompts show it. */
  private static List<Part> opened(String name, String typed) {
    var parts = new ArrayList<Part>();
    var line = "/" + name + (typed.isEmpty() ? "" : " " + typed);
    parts.add(new Part.Said(new Block.Text(line, Label.USER)));
    return parts;
  }
}
