package dev.jackdaw.cli;

import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.keys.LearningKeys;
import dev.jackdaw.cli.keys.Networks;
import dev.jackdaw.cli.keys.UserKeys;
import dev.jackdaw.cli.options.Values;
import dev.jackdaw.cli.settings.ModelSettings;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.engine.SmallModel;
import dev.jackdaw.models.Network;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.models.Retry;
import dev.jackdaw.models.cassette.Cassette;
import dev.jackdaw.models.cassette.CassettePlayer;
import dev.jackdaw.testkit.ScriptedModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models of one run, by the settings: which one, what stands in for it, and how it is reached.
 */
final class Models {
  private static final String SCRIPTED = "scripted/";
  private static final Duration SMALL_JOB_SILENCE = Duration.ofSeconds(30);
  private static final String STALL_TIMEOUT = "JACKDAW_STALL_TIMEOUT";

  private final Environment environment;
  private final Directories directories;
  private final Settings settings;
  private final Workspace workspace;
  private final InstantSource clock;
  private final @Nullable Cassette cassette;
  private final Redactor redactor;
  private @Nullable Providers providers;

  /** {@code redactor} learns the keys that are used. */
  Models(
      Environment environment,
      Directories directories,
      Settings settings,
      Workspace workspace,
      InstantSource clock,
      @Nullable Cassette cassette,
      Redactor redactor) {
    this.environment = environment;
    this.directories = directories;
    this.settings = settings;
    this.workspace = workspace;
    this.clock = clock;
    this.cassette = cassette;
    this.redactor = redactor;
  }

  /** Returns the model the user chose, or the one that is at hand. */
  Model model() throws InterruptedException {
    var chosen = settings.model();
    if (chosen.isPresent()) return model(chosen.get().value());
    if (cassette instanceof CassettePlayer player) return model(player.model());
    return providers().model();
  }

  /** Returns the model of a name. */
  Model model(String spec) {
    if (spec.startsWith(SCRIPTED)) {
      var file = environment.directory().resolve(spec.substring(SCRIPTED.length()));
      return ScriptedModel.read(file, workspace.directory());
    }
    return providers().model(spec);
  }

  /**
   * Returns the same providers every time: the models of a run share what they learn of servers.
   */
  Providers providers() {
    var known = providers;
    if (known != null) return known;
    var made = new Providers(providerSettings(), clock, new Random(), extensions());
    providers = made;
    return made;
  }

  private ProviderSettings providerSettings() {
    var provider =
        ProviderSettings.of(environment.variables(), Version.current()).withNetwork(network());
    if (cassette != null) provider = provider.withTape(cassette);
    provider = provider.withAliases(aliases());
    var lifetime = settings.models().givenCacheLifetime();
    if (lifetime.isPresent()) provider = provider.withCacheLifetime(lifetime.get());
    var facts = settings.modelFacts();
    if (facts.isPresent()) provider = provider.withFactsFile(facts.get().value());
    var stall = stallTimeout();
    if (stall.isPresent()) provider = provider.withStallTimeout(stall.get());
    return provider;
  }

  private Map<String, String> aliases() {
    var aliases = new LinkedHashMap<String, String>();
    settings.models().aliases().forEach((name, meant) -> aliases.put(name, meant.value()));
    return aliases;
  }

  /**
   * Returns the model for small jobs beside a task, if there shall be one. Its failures are not
   * shared with the session's own models, and it is asked once: nobody waits for it.
   */
  Optional<SmallModel> small(ModelInfo main, Attendance attendance) {
    return attendance == Attendance.UNATTENDED ? Optional.empty() : side(main);
  }

  /** Returns the model for small jobs that hooks and servers have, if it is another one. */
  Optional<SmallModel> side(ModelInfo main) {
    if (cassette != null) return Optional.empty();
    return smallModelName(main).map(name -> new SmallModel(name, () -> smallModel(name)));
  }

  private Model smallModel(String name) {
    if (name.startsWith(SCRIPTED)) return model(name);
    var once =
        providerSettings()
            .withRetry(Retry.NEVER)
            .withStallTimeout(SMALL_JOB_SILENCE)
            .withCacheLifetime(ProviderSettings.SHORT_CACHE_LIFETIME);
    return new Providers(once, clock, new Random(), extensions()).model(name);
  }

  /** Returns what is asked for small jobs beside tasks of a model. */
  private Optional<String> smallModelName(ModelInfo main) {
    var chosen = settings.models().small().map(setting -> setting.value());
    if (chosen.isEmpty()) return providers().smallModel(main);
    return chosen.filter(name -> !name.equals(ModelSettings.OFF));
  }

  /** Returns the names that can be chosen, as far as they are known without asking a server. */
  List<String> names() {
    return settings.model().filter(name -> name.value().startsWith(SCRIPTED)).isPresent()
        ? List.of()
        : providers().known();
  }

  private Network network() {
    var keys =
        new LearningKeys(
            new UserKeys(environment, directories, settings.network(), clock), redactor::learn);
    return Networks.of(settings.network(), environment.variables(), keys);
  }

  /** The variable stands above the settings: it belongs to the run. */
  private Optional<Duration> stallTimeout() {
    var text = environment.variables().getOrDefault(STALL_TIMEOUT, "").strip();
    if (text.isEmpty()) return settings.stallTimeout().map(setting -> setting.value());
    var read = Values.duration(text);
    if (read.isPresent()) return read;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "bad-env",
        STALL_TIMEOUT + " must be a time such as 90s or 5m, was \"" + text + "\".");
  }

  List<Supplier<Model>> fallbacks() {
    var models = new ArrayList<Supplier<Model>>();
    for (var name : settings.fallbackModels()) models.add(() -> model(name.value()));
    return models;
  }

  Extensions extensions() {
    return Extensions.in(directories.extensions());
  }
}
