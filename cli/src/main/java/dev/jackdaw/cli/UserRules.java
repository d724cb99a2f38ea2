package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.settings.SettingsText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;

/** Keeps what lasts in the user's own settings file: allow rules, and what they chose. */
final class UserRules {
  private final Directories directories;

  UserRules(Directories directories) {
    this.directories = directories;
  }

  /**
   * Adds the rule unless it is there. The file is replaced as a whole or not at all.
   *
   * @throws JackdawException of kind environment when it cannot be written
   */
  synchronized void keep(Rule rule) {
    var file = directories.config().resolve("settings.json");
    try {
      var settings = Files.exists(file) ? SettingsText.read(file) : Json.Obj.EMPTY;
      var permissions = settings.object("permissions");
      var allowed = new ArrayList<>(permissions.array("allow"));
      var text = Json.of(rule.toString());
      if (allowed.contains(text)) return;
      allowed.add(text);
      var changed = settings.with("permissions", permissions.with("allow", Json.array(allowed)));
      WholeFile.write(file, changed.pretty() + "\n");
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "rule-not-kept",
          "The rule "
              + rule
              + " holds for this session but could not be kept in "
              + file
              + ": "
              + e,
          e);
    }
  }

  /** Keeps a choice under a key of its own. */
  synchronized void keep(String key, Json choice) {
    var file = directories.config().resolve("settings.json");
    try {
      var settings = Files.exists(file) ? SettingsText.read(file) : Json.Obj.EMPTY;
      WholeFile.write(file, settings.with(key, choice).pretty() + "\n");
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "setting-not-kept",
          key + " holds for this session but could not be kept in " + file + ": " + e,
          e);
    }
  }
}
