package dev.jackdaw.engine;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.FoldHook;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Plan;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the session lends its agents. */
record Setting(
    Commons commons,
    Supplier<Model> model,
    Toolset toolset,
    Supplier<Briefing> briefing,
    Limits limits,
    Supplier<Effort> effort,
    String cacheKey,
    AtomicInteger agents,
    Succession succession,
    Windows windows,
    Impostors impostors,
    SubAgents subAgents,
    ContextSettings context,
    FoldHook foldHook,
    Supplier<Plan> plan,
    Supplier<List<String>> standing,
    Supplier<Optional<AnswerForm>> form) {
  /** Returns the same for an agent that shares something else with the others. */
  Setting with(Commons other) {
    return new Setting(
        other,
        model,
        toolset,
        briefing,
        limits,
        effort,
        cacheKey,
        agents,
        succession,
        windows,
        impostors,
        subAgents,
        context,
        foldHook,
        plan,
        standing,
        form);
  }

  /** Returns the same for an agent in another place. */
  Setting with(Commons other, Toolset there) {
    return new Setting(
        other,
        model,
        there,
        briefing,
        limits,
        effort,
        cacheKey,
        agents,
        succession,
        windows,
        impostors,
        subAgents,
        context,
        foldHook,
        plan,
        standing,
        form);
  }

  /** Returns the same for an agent with a model of its own. */
  Setting with(ChosenModel chosen) {
    return new Setting(
        commons,
        chosen,
        toolset,
        briefing,
        limits,
        () -> effort.get().within(chosen.get().info().efforts()),
        cacheKey,
        agents,
        chosen.succession(),
        windows,
        impostors,
        subAgents,
        context,
        foldHook,
        plan,
        standing,
        form);
  }
}
