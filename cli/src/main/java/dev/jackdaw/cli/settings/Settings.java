package dev.jackdaw.cli.settings;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Mode;
import dev.jackdaw.engine.ContextSettings;
import dev.jackdaw.tools.shell.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for this run, merged over all layers, each value with its origin.
 *
 * @param mode how much may be done without asking
 * @param bypassForbidden where it is said that {@link Mode#BYPASS} must not be used
 * @param workspaceTextForeign where it is said that files of the workspace are somebody else's
 *     words, even in a trusted folder
 * @param rules those of every layer, the strongest layer first
 * @param directories folders to work in beside the working directory; they may not exist
 * @param childVariables environment variables for the commands that are run, never for Jackdaw
 * @param maxCost in US dollars
 * @param modelFacts a file that says more about models
 * @param fallbackModels what to go on with, in this order, when the model fails
 * @param stallTimeout the longest silence of a model's server
 * @param outputStyle how the agent talks to the person
 * @param jobs how commands are looked after
 * @param context how conversations are folded
 * @param hooks what is run at moments of a session; nothing when no place speaks of it
 * @param mcp servers of tools
 * @param languages what is said of language servers
 * @param display what the terminal looks like
 * @param screen what is said of the terminal
 * @param proposals what project files asked for in vain
 * @param examples what the rules together must decide
 * @param warnings sentences for the user
 */
public record Settings(
    Optional<Setting<String>> model,
    Optional<Setting<Effort>> effort,
    Optional<Setting<Mode>> mode,
    Optional<Origin> bypassForbidden,
    Optional<Origin> workspaceTextForeign,
    List<PermissionRule> rules,
    List<Setting<Path>> directories,
    Map<String, Setting<String>> childVariables,
    Optional<Setting<Integer>> maxTurns,
    Optional<Setting<Double>> maxCost,
    Optional<Setting<Duration>> maxTime,
    Optional<Setting<Path>> modelFacts,
    List<Setting<String>> fallbackModels,
    Optional<Setting<Duration>> stallTimeout,
    Optional<Setting<String>> outputStyle,
    LimitSettings limits,
    ModelSettings models,
    NetworkSettings network,
    SandboxMode sandbox,
    UndoSettings undo,
    JobOptions jobs,
    ContextSettings context,
    Optional<HookSettings> hooks,
    McpSettings mcp,
    LanguageSettings languages,
    DisplaySettings display,
    ScreenSettings screen,
    List<Proposal> proposals,
    List<PermissionExample> examples,
    List<String> warnings) {

  public Settings {
    rules = List.copyOf(rules);
    fallbackModels = List.copyOf(fallbackModels);
    directories = List.copyOf(directories);
    childVariables = Collections.unmodifiableMap(new LinkedHashMap<>(childVariables));
    proposals = List.copyOf(proposals);
    examples = List.copyOf(examples);
    warnings = List.copyOf(warnings);
  }

  /** Returns these with other rules. */
  public Settings withRules(List<PermissionRule> other) {
    return new Settings(
        model,
        effort,
        mode,
        bypassForbidden,
        workspaceTextForeign,
        other,
        directories,
        childVariables,
        maxTurns,
        maxCost,
        maxTime,
        modelFacts,
        fallbackModels,
        stallTimeout,
        outputStyle,
        limits,
        models,
        network,
        sandbox,
        undo,
        jobs,
        context,
        hooks,
        mcp,
        languages,
        display,
        screen,
        proposals,
        examples,
        warnings);
  }
}
