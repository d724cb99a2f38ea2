package dev.jackdaw.tools.shell;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables a child process sees. It is built from a list of what may pass, so that no key,
 * token, socket of an agent or session bus, and no variable that makes a shell, a JVM or the
 * dynamic linker load code gets through unless the user named it. {@code PATH} loses what is
 * relative or inside the workspace. Immutable.
 */
public final class ChildEnvironment {
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** Who and where the user is, and how the machine is set up. */
  private static final Set<String> PASSED =
      Set.of(
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LANGUAGE",
          "TZ",
          "COLUMNS",
          "LOCALE_ARCHIVE",
          "XDG_CONFIG_HOME",
          "XDG_CACHE_HOME",
          "XDG_DATA_HOME",
          "XDG_STATE_HOME",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NODE_EXTRA_CA_CERTS",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "NIX_SSL_CERT_FILE",
          "NIX_PROFILES",
          "SYSTEMROOT",
          "WINDIR",
          "COMSPEC",
          "PATHEXT",
          "TEMP",
          "TMP",
          "USERPROFILE",
          "APPDATA",
          "LOCALAPPDATA",
          "PROGRAMFILES",
          "PROGRAMDATA");

  /**
   * Where toolchains and their caches are. Passed only when they point outside the workspace, whose
   * contents must not choose the programs that run. None of them holds options: {@code MAVEN_OPTS},
   * {@code NODE_OPTIONS}, {@code GOFLAGS}, {@code PYTHONPATH} and the like can name code to load.
   */
  private static final Set<String> TOOLCHAINS =
      Set.of(
          "TMPDIR",
          "JAVA_HOME",
          "M2_HOME",
          "MAVEN_HOME",
          "GRADLE_HOME",
          "GRADLE_USER_HOME",
          "ANT_HOME",
          "KOTLIN_HOME",
          "SCALA_HOME",
          "SDKMAN_DIR",
          "COURSIER_CACHE",
          "GOROOT",
          "GOPATH",
          "GOBIN",
          "GOCACHE",
          "GOMODCACHE",
          "CARGO_HOME",
          "RUSTUP_HOME",
          "NVM_DIR",
          "FNM_DIR",
          "VOLTA_HOME",
          "PNPM_HOME",
          "BUN_INSTALL",
          "DENO_DIR",
          "PYENV_ROOT",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "UV_CACHE_DIR",
          "PIPX_HOME",
          "POETRY_HOME",
          "RBENV_ROOT",
          "GEM_HOME",
          "DOTNET_ROOT",
          "NUGET_PACKAGES",
          "ANDROID_HOME",
          "ANDROID_SDK_ROOT",
          "FLUTTER_ROOT",
          "HOMEBREW_PREFIX",
          "ASDF_DATA_DIR",
          "MISE_DATA_DIR");

  /** Passed unless the value carries a password. */
  private static final Set<String> PROXIES =
      Set.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY");

  /** Nothing waits for a person, pages or colours. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("JACKDAW", "1"),
          Map.entry("TERM", "dumb"),
          Map.entry("NO_COLOR", "1"),
          Map.entry("PAGER", "cat"),
          Map.entry("MANPAGER", "cat"),
          Map.entry("GIT_TERMINAL_PROMPT", "0"),
          Map.entry("GIT_EDITOR", "false"),
          Map.entry("GIT_SEQUENCE_EDITOR", "false"),
          Map.entry("EDITOR", "false"),
          Map.entry("VISUAL", "false"),
          Map.entry("DEBIAN_FRONTEND", "noninteractive"));

  private static final Set<String> NEVER =
      Set.of(
          "BASH_ENV",
          "ENV",
          "SHELLOPTS",
          "BASHOPTS",
          "BASH_COMPAT",
          "POSIXLY_CORRECT",
          "IFS",
          "CDPATH",
          "GLOBIGNORE",
          "PROMPT_COMMAND",
          "PS4",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "JDK_JAVAC_OPTIONS",
          "SSH_AUTH_SOCK",
          "DBUS_SESSION_BUS_ADDRESS",
          "XDG_RUNTIME_DIR",
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_AUTH_TOKEN",
          "OPENAI_API_KEY",
          "GEMINI_API_KEY",
          "GOOGLE_API_KEY");

  private static final List<String> NEVER_PREFIXES = List.of("BASH_FUNC_", "LD_", "DYLD_");
  private static final List<String> SECRET_WORDS =
      List.of("KEY", "TOKEN", "SECRET", "PASS", "CREDENTIAL", "AUTH", "COOKIE", "SESSION");

  /**
   * What the user adds. Settings of a project must not become one.
   *
   * @param pass names of variables to pass on, as they are; {@code PREFIX_*} passes those that
   *     begin so and do not look like secrets
   * @param set variables with their values, which win over everything else
   */
  public record Settings(List<String> pass, Map<String, String> set) {
    public static final Settings NONE = new Settings(List.of(), Map.of());

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when a name cannot be one, or is one that never passes
     */
    public Settings {
      pass = List.copyOf(pass);
      set = Map.copyOf(set);
      for (var name : pass) check(name.endsWith("*") ? name.substring(0, name.length() - 1) : name);
      for (var name : set.keySet()) check(name);
      for (var value : set.values()) {
        if (value.indexOf('\0') >= 0) {
          throw new IllegalArgumentException("the value of an environment variable has no NUL");
        }
      }
    }

    private static void check(String name) {
      if (!isName(name)) {
        throw new IllegalArgumentException("not the name of an environment variable: " + name);
      }
      if (neverPasses(name)) {
        throw new IllegalArgumentException(
            name + " is never given to commands: it hands over a key or a way to run code");
      }
    }

    private static boolean isName(String name) {
      if (name.isEmpty() || name.charAt(0) >= '0' && name.charAt(0) <= '9') return false;
      for (var i = 0; i < name.length(); i++) {
        var c = name.charAt(i);
        if (c != '_' && (c > 'z' || !Character.isLetterOrDigit(c))) return false;
      }
      return true;
    }
  }

  private final Map<String, String> variables;

  private ChildEnvironment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * Builds it.
   *
   * @param own the environment of this process, or what stands for it
   */
  public static ChildEnvironment of(
      Map<String, String> own, Workspace workspace, Settings settings) {
    var variables = new TreeMap<String, String>();
    own.forEach((name, value) -> {
      if (passes(name, value, workspace) || isAdded(name, settings)) variables.put(name, value);
    });
    variables.put("PATH", path(own.getOrDefault("PATH", DEFAULT_PATH), workspace));
    variables.putAll(FIXED);
    variables.putAll(InertGit.variables());
    variables.putAll(settings.set());
    return new ChildEnvironment(variables);
  }

  public Map<String, String> variables() {
    return variables;
  }

  /** Returns the cleaned search path. */
  public String path() {
    return variables.getOrDefault("PATH", DEFAULT_PATH);
  }

  private static boolean passes(String name, String value, Workspace workspace) {
    if (PASSED.contains(name) || name.startsWith("LC_")) return true;
    if (TOOLCHAINS.contains(name)) return isOutside(value, workspace);
    return PROXIES.contains(name.toUpperCase(Locale.ROOT)) && value.indexOf('@') < 0;
  }

  private static boolean isAdded(String name, Settings settings) {
    if (neverPasses(name)) return false;
    for (var wanted : settings.pass()) {
      if (wanted.equals(name)) return true;
      if (wanted.endsWith("*")
          && name.startsWith(wanted.substring(0, wanted.length() - 1))
          && !looksSecret(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean neverPasses(String name) {
    return NEVER.contains(name) || NEVER_PREFIXES.stream().anyMatch(name::startsWith);
  }

  private static boolean looksSecret(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(upper::contains);
  }

  private static String path(String own, Workspace workspace) {
    var entries = new ArrayList<String>();
    for (var entry : own.split(File.pathSeparator)) {
      if (isOutside(entry, workspace)) entries.add(entry);
    }
    return entries.isEmpty() ? DEFAULT_PATH : String.join(File.pathSeparator, entries);
  }

  /** Whether the text is an absolute path that leads, links followed, out of the workspace. */
  private static boolean isOutside(String text, Workspace workspace) {
    try {
      return !text.isEmpty()
          && text.charAt(0) != '~'
          && Path.of(text).isAbsolute()
          && !workspace.contains(workspace.resolve(text));
    } catch (InvalidInputException | java.nio.file.InvalidPathException _) {
      return false;
    }
  }
}
