package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What confined commands see of the settings of package managers: which registries and mirrors they
 * use, and how they build. What is not known to be harmless is left out, because tokens stand there
 * too; of an address, who logs in there is left out.
 */
final class ToolSettings {
  private static final int MAX_BYTES = 256 * 1024;
  private static final Pattern LOGIN = Pattern.compile("://[^/@\\s\"'<]*@");

  private static final Pattern NPM =
      Pattern.compile(
          "(@[\\w.-]+:)?registry|fund|audit|engine-strict|legacy-peer-deps|strict-peer-deps"
              + "|prefer-offline|offline|package-lock|save-exact|save-prefix|strict-ssl|progress"
              + "|update-notifier|install-strategy|loglevel");

  private static final Pattern PIP =
      Pattern.compile(
          "index-url|extra-index-url|no-index|find-links|trusted-host|timeout|retries|prefer-binary"
              + "|require-virtualenv|disable-pip-version-check|no-build-isolation|only-binary");

  private static final Pattern GRADLE =
      Pattern.compile(
          "org\\.gradle\\.(jvmargs|parallel|caching|daemon|configureondemand|workers\\.max"
              + "|configuration-cache(\\.\\w+)?|java\\.installations\\.[\\w.-]+|logging\\.level"
              + "|vfs\\.watch|welcome)");

  private static final Pattern CARGO =
      Pattern.compile(
          "replace-with|registry|index|protocol|directory|local-registry|git|branch|tag|rev|default"
              + "|jobs|incremental|offline|retry|git-fetch-with-cli|target|target-dir");

  private static final Pattern GO =
      Pattern.compile("GOPROXY|GONOPROXY|GOPRIVATE|GONOSUMDB|GOSUMDB|GOFLAGS|GOTOOLCHAIN");

  private static final Map<String, UnaryOperator<String>> FILES =
      Map.of(
          ".npmrc", text -> entries(text, NPM),
          ".m2/settings.xml", MavenSettings::shown,
          ".config/pip/pip.conf", text -> entries(text, PIP),
          ".pip/pip.conf", text -> entries(text, PIP),
          ".gradle/gradle.properties", text -> entries(text, GRADLE),
          ".cargo/config.toml", text -> entries(text, CARGO),
          ".config/go/env", text -> entries(text, GO));

  private ToolSettings() {}

  /**
   * Writes what is shown of them into the folder.
   *
   * @return the files, by the names they have in the home folder
   */
  static Map<String, Path> write(Path home, Path folder) {
    var shown = new HashMap<String, Path>();
    for (var file : FILES.entrySet()) {
      var original = home.resolve(file.getKey());
      try {
        if (!Files.isRegularFile(original) || Files.size(original) > MAX_BYTES) continue;
        var text = file.getValue().apply(Files.readString(original, StandardCharsets.UTF_8));
        if (text.isEmpty()) continue;
        shown.put(file.getKey(), written(folder, file.getKey().replace('/', '-'), text));
      } catch (IOException _) {
        // Not shown: a build then uses what the tool does without settings.
      }
    }
    return shown;
  }

  private static Path written(Path folder, String name, String text) throws IOException {
    var file = folder.resolve("shown" + (name.startsWith(".") ? name : "-" + name));
    if (Files.isRegularFile(file) && Files.readString(file).equals(text)) return file;
    WholeFile.write(file, text);
    return file;
  }

  /** Returns the lines {@code key = value} with such keys, and the sections around them. */
  static String entries(String text, Pattern keys) {
    var known = new LinkedHashMap<String, String>();
    var section = "";
    for (var line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line;
        continue;
      }
      var equals = line.indexOf('=');
      if (equals <= 0 || line.startsWith("#") || line.startsWith(";")) continue;
      var key = line.substring(0, equals).strip();
      // A variable may stand for a token, and a continued line for anything.
      if (!keys.matcher(key).matches() || line.contains("${") || line.endsWith("\\")) continue;
      known.merge(section, withoutLogin(line) + "\n", String::concat);
    }
    return known.entrySet().stream()
        .map(part -> (part.getKey().isEmpty() ? "" : part.getKey() + "\n") + part.getValue())
        .collect(Collectors.joining());
  }

  /** Returns the text with no name and no password in its addresses. */
  static String withoutLogin(String text) {
    return LOGIN.matcher(text).replaceAll("://");
  }
}
