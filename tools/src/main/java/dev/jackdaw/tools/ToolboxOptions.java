package dev.jackdaw.tools;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What the built-in tools need to know of their surroundings.
 *
 * @param searchPath where helper programs such as ripgrep are looked for, as in {@code PATH}; empty
 *     for nowhere
 * @param readable the files a search may look into; it is asked from several threads
 */
public record ToolboxOptions(String searchPath, Predicate<Path> readable) {

  /** Returns the options of a session without any limits of its own. */
  public static ToolboxOptions defaults() {
    return new ToolboxOptions(Objects.requireNonNullElse(System.getenv("PATH"), ""), _ -> true);
  }

  public ToolboxOptions withSearchPath(String other) {
    return new ToolboxOptions(other, readable);
  }

  public ToolboxOptions withReadable(Predicate<Path> other) {
    return new ToolboxOptions(searchPath, other);
  }
}
