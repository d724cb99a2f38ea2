package dev.jackdaw.cli.skills;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hands the model the instructions of a skill. It has no effect of its own: whatever the
 * instructions lead to is called, and decided on, as anything else is.
 */
public final class SkillTool extends RecordTool<SkillTool.Input> {
  private static final int MOST_PINNED_CHARS = 20_000;

  /** Which skill, and on what. */
  public record Input(String name, Optional<String> arguments) {}

  private final Supplier<SkillCatalog> catalog;
  private final Consumer<Skill> taken;

  /**
   * A tool of a session.
   *
   * @param told those the model is told of
   * @param room characters that this may take
   * @param catalog what there is when the tool is called
   * @param taken hears which skill comes into use
   */
  SkillTool(List<Skill> told, int room, Supplier<SkillCatalog> catalog, Consumer<Skill> taken) {
    super("skill", Input.class, SkillList.of(told, room), List.of());
    this.catalog = catalog;
    this.taken = taken;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return input.name();
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return "took up the skill " + input.name();
  }

  /** What it says is in force for the rest of the work; a long one can be taken up again. */
  @Override
  public Retention retention(Input input, ToolResult result) {
    if (!result.isOk()) return Retention.DROP;
    return result.text().length() <= MOST_PINNED_CHARS ? Retention.PINNED : Retention.ELIDE;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    var name = input.name().strip();
    if (name.equals("?")) return list();
    var found = catalog.get().named(name).filter(Skill::forModel);
    if (found.isEmpty()) return unknown(name);
    var skill = found.get();
    taken.accept(skill);
    return skill.fork() && context.agent().isMain()
        ? context.delegate(task(skill, input.arguments().orElse("")))
        : shown(skill, input.arguments().orElse(""));
  }

  private ToolResult list() {
    var text = SkillList.of(catalog.get().forModel(), Integer.MAX_VALUE / 2).strip();
    return ToolResult.ok(text, new Label(Label.Source.MEMORY, "skills"));
  }

  private ToolResult unknown(String name) {
    var names = catalog.get().forModel().stream().map(Skill::name).toList();
    return ToolResult.failed(
        "There is no skill \""
            + name
            + "\""
            + Nearest.hint(name, names)
            + (names.isEmpty() ? "." : ". There are: " + String.join(", ", names) + "."));
  }

  /** Returns the task of a sub-agent that does what a skill says. */
  public static Delegation task(Skill skill, String arguments) {
    return new Delegation(
        "skill " + skill.name(), SkillText.of(skill, arguments), skill.agent(), false, false);
  }

  private static ToolResult shown(Skill skill, String arguments) {
    var text = new Block.Text(SkillText.of(skill, arguments), skill.label());
    return new ToolResult(ToolResult.Status.OK, List.of(text), Json.Obj.EMPTY, skill.label());
  }
}
