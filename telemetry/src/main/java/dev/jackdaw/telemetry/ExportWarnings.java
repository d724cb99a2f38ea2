package dev.jackdaw.telemetry;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the SDK complains about, such as a collector that cannot be reached. It would print each
 * complaint in the middle of the session's own output; here the first goes to the log, and the rest
 * nowhere.
 */
final class ExportWarnings extends Handler {
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private final System.Logger log = System.getLogger(Telemetry.class.getName());
  private final boolean toParents = SDK.getUseParentHandlers();
  private boolean told;

  private ExportWarnings() {}

  static ExportWarnings install() {
    var warnings = new ExportWarnings();
    SDK.setUseParentHandlers(false);
    SDK.addHandler(warnings);
    return warnings;
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    if (told || entry.getLevel().intValue() < Level.WARNING.intValue()) return;
    told = true;
    log.log(
        System.Logger.Level.WARNING,
        "Telemetry cannot be sent ("
            + entry.getMessage()
            + "). The session goes on; check OTEL_EXPORTER_OTLP_ENDPOINT or unset it.");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    SDK.removeHandler(this);
    SDK.setUseParentHandlers(toParents);
  }
}
