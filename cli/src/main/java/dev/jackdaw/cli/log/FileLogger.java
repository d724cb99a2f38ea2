package dev.jackdaw.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger that writes to the log file, from level INFO on. */
record FileLogger(String name, LogFile file) implements System.Logger {
  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF && level.getSeverity() >= Level.INFO.getSeverity();
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable e) {
    if (!isLoggable(level)) return;
    var text = new StringWriter();
    var out = new PrintWriter(text);
    out.print(level + " " + name + ": " + message);
    if (e != null) {
      out.println();
      e.printStackTrace(out);
    }
    file.append(text.toString().stripTrailing());
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    var plain = format == null || parameters == null || parameters.length == 0;
    log(level, bundle, plain ? format : MessageFormat.format(format, parameters), (Throwable) null);
  }
}
