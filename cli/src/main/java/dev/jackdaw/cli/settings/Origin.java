package dev.jackdaw.cli.settings;

/**
 * Where a setting was written.
 *
 * @param where a file's name, or the option
 */
public record Origin(Layer layer, String where) {
  @Override
  public String toString() {
    return where;
  }
}
