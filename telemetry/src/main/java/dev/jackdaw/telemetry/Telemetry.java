package dev.jackdaw.telemetry;

import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Watches a session with an OpenTelemetry SDK of its own, set up by the standard {@code OTEL_*}
 * variables. Without a word about the protocol it speaks OTLP in protobuf over HTTP; logs are not
 * exported.
 */
public final class Telemetry implements SessionObserver {
  private static final int MAX_FLUSH_SECONDS = 2;

  @Override
  public Watch watch(Start start) {
    var warnings = ExportWarnings.install();
    var sdk = sdk(start);
    return new SdkWatch(sdk, new SessionSpans(sdk, start), warnings);
  }

  private static OpenTelemetrySdk sdk(Start start) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .setServiceClassLoader(Telemetry.class.getClassLoader())
        .disableShutdownHook()
        .addPropertiesSupplier(() -> properties(start.environment()))
        .addResourceCustomizer((resource, _) -> described(resource, start))
        .build()
        .getOpenTelemetrySdk();
  }

  private static Map<String, String> properties(Map<String, String> environment) {
    var properties = new HashMap<String, String>();
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    properties.put("otel.logs.exporter", "none");
    environment.forEach((name, value) -> {
      if (!name.startsWith("OTEL_") || value.isBlank()) return;
      properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value.strip());
    });
    return properties;
  }

  private static Resource described(Resource resource, Start start) {
    var attributes =
        Attributes.builder().put(AttributeKey.stringKey("service.version"), start.version());
    var name = resource.getAttribute(AttributeKey.stringKey("service.name"));
    if (name == null || name.startsWith("unknown_service")) {
      attributes.put(AttributeKey.stringKey("service.name"), "jackdaw");
    }
    return resource.merge(Resource.create(attributes.build()));
  }

  private record SdkWatch(OpenTelemetrySdk sdk, SessionSpans spans, ExportWarnings warnings)
      implements Watch {
    @Override
    public void accept(Occurrence occurrence) {
      spans.accept(occurrence);
    }

    @Override
    public void close() {
      spans.close();
      sdk.shutdown().join(MAX_FLUSH_SECONDS, TimeUnit.SECONDS);
      warnings.close();
    }
  }
}
