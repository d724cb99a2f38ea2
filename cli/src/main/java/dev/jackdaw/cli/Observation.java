package dev.jackdaw.cli;

import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reports a session to whatever the standard {@code OTEL_*} variables name. While none is set,
 * nothing is looked for and nothing is loaded.
 */
final class Observation implements Consumer<Occurrence>, AutoCloseable {
  private static final List<String> SWITCHES =
      List.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
          "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
          "OTEL_TRACES_EXPORTER",
          "OTEL_METRICS_EXPORTER");

  private final List<SessionObserver.Watch> watches = new ArrayList<>();

  /** Returns whether the variables ask for reports. */
  static boolean isWanted(Map<String, String> variables) {
    if ("true".equalsIgnoreCase(variables.get("OTEL_SDK_DISABLED"))) return false;
    for (var name : SWITCHES) {
      var value = variables.getOrDefault(name, "");
      if (!value.isBlank() && !value.strip().equals("none")) return true;
    }
    return false;
  }

  /** Begins to watch; a session is never kept from running by it. */
  void begin(Session session, Extensions extensions, Map<String, String> variables) {
    var log = System.getLogger(Observation.class.getName());
    try {
      var observers = extensions.services(SessionObserver.class);
      if (observers.isEmpty()) {
        log.log(System.Logger.Level.WARNING, missing(extensions));
        return;
      }
      var start =
          new SessionObserver.Start(
              session.id(), session.model().id(), variables, Version.current());
      for (var observer : observers) watches.add(observer.watch(start));
      session.listen(this);
    } catch (RuntimeException | LinkageError e) {
      log.log(System.Logger.Level.WARNING, "Telemetry cannot begin; the session goes on.", e);
    }
  }

  private static String missing(Extensions extensions) {
    return "OTEL_ variables are set, but telemetry comes as an extension, which is not installed."
        + " Unpack jackdaw-telemetry-VERSION-extension.zip of this release in "
        + extensions.folder().map(Object::toString).orElse("the folder of extensions")
        + ".";
  }

  @Override
  public void accept(Occurrence occurrence) {
    for (var watch : watches) watch.accept(occurrence);
  }

  @Override
  public void close() {
    for (var watch : watches) watch.close();
  }
}
