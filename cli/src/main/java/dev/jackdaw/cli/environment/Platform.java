package dev.jackdaw.cli.environment;

/** The systems whose conventions differ. */
public enum Platform {
  LINUX,
  MACOS,
  WINDOWS;

  /** Returns the platform of a value of {@code os.name}; an unknown Unix counts as Linux. */
  static Platform named(String osName) {
    if (osName.startsWith("Windows")) return WINDOWS;
    return osName.startsWith("Mac") ? MACOS : LINUX;
  }
}
