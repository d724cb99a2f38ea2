package dev.jackdaw.spring;

import dev.jackdaw.embed.Jackdaw;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts what the agents do, where the application has meters. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
class MetricsConfiguration {
  @Bean
  SessionMeters jackdawSessionMeters(MeterRegistry registry) {
    return new SessionMeters(registry);
  }

  @Bean
  MeterBinder jackdawMeters(Jackdaw jackdaw) {
    return registry ->
        Gauge.builder("jackdaw.sessions.open", jackdaw, each -> each.openSessions().size())
            .description("Sessions that are open")
            .register(registry);
  }
}
