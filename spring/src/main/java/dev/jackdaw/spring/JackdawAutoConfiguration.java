package dev.jackdaw.spring;

import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.api.Tool;
import dev.jackdaw.embed.Approver;
import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.JackdawBuilder;
import dev.jackdaw.embed.SessionListener;
import java.util.HashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Makes a {@link Jackdaw} of the properties and of the beans there are: a {@link Model}, a {@link
 * SessionStore}, an {@link Approver}, {@link Hook}s, {@link SessionListener}s, {@link Tool}s, and
 * every bean that has methods with {@link dev.jackdaw.embed.Tool}.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@EnableConfigurationProperties(JackdawProperties.class)
@Import({HealthConfiguration.class, MetricsConfiguration.class})
public final class JackdawAutoConfiguration {
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Jackdaw jackdaw(
      JackdawProperties properties,
      ConfigurableListableBeanFactory beans,
      ObjectProvider<Model> model,
      ObjectProvider<SessionStore> store,
      ObjectProvider<Approver> approver,
      ObjectProvider<Hook> hooks,
      ObjectProvider<SessionListener> listeners,
      ObjectProvider<JackdawCustomizer> customizers) {
    var builder = described(properties);
    model.ifAvailable(builder::model);
    store.ifAvailable(builder::storage);
    approver.ifAvailable(builder::approver);
    hooks.orderedStream().forEach(builder::hook);
    listeners.orderedStream().forEach(builder::listener);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    for (var name : ToolBeans.names(beans)) builder.tools(beans.getBean(name));
    return built(builder);
  }

  private static Jackdaw built(JackdawBuilder builder) {
    try {
      return builder.build();
    } catch (JackdawException e) {
      if (!e.code().equals("no-model")) throw e;
      throw new JackdawException(
          e.kind(),
          e.code(),
          "There is no model. Set jackdaw.model=provider/name, or declare a bean of type "
              + Model.class.getName()
              + ".",
          e);
    }
  }

  private static JackdawBuilder described(JackdawProperties properties) {
    var environment = new HashMap<>(System.getenv());
    environment.putAll(properties.environment());
    var builder =
        Jackdaw.builder()
            .environment(environment)
            .builtIn(properties.builtIn())
            .sandbox(properties.sandbox())
            .allow(properties.allow().toArray(String[]::new))
            .ask(properties.ask().toArray(String[]::new))
            .deny(properties.deny().toArray(String[]::new))
            .maxTurns(properties.maxTurns())
            .maxTokens(properties.maxTokens())
            .maxCalls(properties.maxCalls())
            .systemPrompt(properties.systemPrompt())
            .instructions(properties.instructions())
            .answerRepairs(properties.answerRepairs())
            .answerMode(properties.answerMode());
    if (!properties.model().isEmpty()) builder.model(properties.model());
    if (properties.trustWorkspace()) builder.trustWorkspace();
    properties.workspaceFolder().ifPresent(builder::workspace);
    properties.storageFolder().ifPresent(builder::storage);
    if (properties.maxDollars() != null) builder.maxDollars(properties.maxDollars());
    if (properties.maxTime() != null) builder.maxTime(properties.maxTime());
    return builder;
  }

  @Bean
  @ConditionalOnMissingBean
  JackdawLifecycle jackdawLifecycle(Jackdaw jackdaw, JackdawProperties properties) {
    return new JackdawLifecycle(jackdaw, properties.shutdownGrace());
  }
}
