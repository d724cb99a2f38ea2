package dev.jackdaw.policy;

import java.nio.file.Path;

/**
 * Where a list of rules was written.
 *
 * @param name the file or the flag, as people know it; may be empty
 * @param root the canonical folder that a leading {@code /} in a path rule stands for
 */
public record Source(Layer layer, String name, Path root) {
  @Override
  public String toString() {
    return name.isEmpty() ? layer.text() : layer.text() + " (" + name + ")";
  }
}
