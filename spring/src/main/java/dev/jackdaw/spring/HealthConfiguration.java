package dev.jackdaw.spring;

import dev.jackdaw.embed.Jackdaw;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says how the agents are, where the application tells of its health. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(AbstractHealthIndicator.class)
class HealthConfiguration {
  /** Apart, because its condition can only be looked at where there is one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnEnabledHealthIndicator("jackdaw")
  static class Indicator {
    @Bean
    @ConditionalOnMissingBean(name = "jackdawHealthIndicator")
    JackdawHealthIndicator jackdawHealthIndicator(Jackdaw jackdaw) {
      return new JackdawHealthIndicator(jackdaw);
    }
  }

  /** Up when sessions can be opened and their storage answers. The model is not asked. */
  static final class JackdawHealthIndicator extends AbstractHealthIndicator {
    private final Jackdaw jackdaw;

    JackdawHealthIndicator(Jackdaw jackdaw) {
      super("the storage of sessions does not answer");
      this.jackdaw = jackdaw;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
      if (jackdaw.isClosed()) {
        builder.outOfService();
        return;
      }
      jackdaw.checkStorage();
      builder
          .up()
          .withDetail("model", jackdaw.model().id())
          .withDetail("openSessions", jackdaw.openSessions().size());
    }
  }
}
