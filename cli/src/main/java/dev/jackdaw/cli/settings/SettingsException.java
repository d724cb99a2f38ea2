package dev.jackdaw.cli.settings;

import dev.jackdaw.api.JackdawException;
import org.jspecify.annotations.Nullable;

/** Settings cannot be used; the message names the file, the place in it and what to do. */
public final class SettingsException extends JackdawException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    this(message, null);
  }

  SettingsException(String message, @Nullable Throwable cause) {
    super(Kind.USER, "settings-invalid", message, cause);
  }
}
