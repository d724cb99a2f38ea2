package dev.jackdaw.spring;

import dev.jackdaw.embed.AnswerMode;
import dev.jackdaw.embed.BuiltIn;
import dev.jackdaw.embed.SandboxLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code jackdaw.*} properties say; each is a method of {@link
 * dev.jackdaw.embed.JackdawBuilder}.
 *
 * @param model {@code provider/name}; not needed where a bean is the model
 * @param environment variables laid over those of the process, such as keys from a vault
 * @param shutdownGrace how long running tasks may go on when the application stops
 */
@ConfigurationProperties("jackdaw")
public record JackdawProperties(
    @DefaultValue("") String model,
    @DefaultValue Map<String, String> environment,
    @Nullable Path workspace,
    @DefaultValue("false") boolean trustWorkspace,
    @DefaultValue("reading") BuiltIn builtIn,
    @DefaultValue("available") SandboxLevel sandbox,
    @DefaultValue List<String> allow,
    @DefaultValue List<String> ask,
    @DefaultValue List<String> deny,
    @DefaultValue("100") int maxTurns,
    @Nullable Double maxDollars,
    @Nullable Duration maxTime,
    @DefaultValue("0") long maxTokens,
    @DefaultValue("0") int maxCalls,
    @Nullable Path storage,
    @DefaultValue("") String systemPrompt,
    @DefaultValue("") String instructions,
    @DefaultValue("provider") AnswerMode answerMode,
    @DefaultValue("2") int answerRepairs,
    @DefaultValue("20s") Duration shutdownGrace) {

  Optional<Path> workspaceFolder() {
    return Optional.ofNullable(workspace);
  }

  Optional<Path> storageFolder() {
    return Optional.ofNullable(storage);
  }

  /** Never shows the environment: it holds keys. */
  @Override
  public String toString() {
    return "JackdawProperties[model=" + model + "]";
  }
}
