package dev.jackdaw.journal.checkpoint;

/**
 * How much of a workspace is kept for undo.
 *
 * @param bytes of all files together
 * @param files how many entries, folders included
 * @param fileBytes of one file
 * @param ignoredBytes of the files that git ignores, together
 * @param ignoredFiles how many of those
 */
public record Limits(long bytes, int files, long fileBytes, long ignoredBytes, int ignoredFiles) {
  private static final long MIB = 1 << 20;

  /** What suits a repository of source code. */
  public static final Limits DEFAULT =
      new Limits(1024 * MIB, 200_000, 256 * MIB, 128 * MIB, 20_000);

  public Limits {
    if (bytes < 0 || files < 0 || fileBytes < 0 || ignoredBytes < 0 || ignoredFiles < 0) {
      throw new IllegalArgumentException("a limit must not be negative");
    }
  }
}
