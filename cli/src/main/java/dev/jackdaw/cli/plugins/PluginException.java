package dev.jackdaw.cli.plugins;

import dev.jackdaw.api.JackdawException;

/** Says what is wrong with a plugin, and what to do. */
final class PluginException extends JackdawException {
  private static final long serialVersionUID = 1;

  PluginException(String message) {
    super(Kind.USER, "bad-plugin", message);
  }

  PluginException(String message, Throwable cause) {
    super(Kind.ENVIRONMENT, "plugin-failed", message, cause);
  }
}
