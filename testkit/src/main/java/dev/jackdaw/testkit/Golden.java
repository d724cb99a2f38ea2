package dev.jackdaw.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files that hold what a person or a model is shown, below {@code src/test/resources/golden} of the
 * module under test. {@code -Dgolden.update=true} writes them anew; the difference is then reviewed
 * like any other.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final String UPDATE_PROPERTY = "golden.update";

  private Golden() {}

  /** Compares with the golden file of that name. */
  public static void check(String name, String actual) {
    check(Path.of(name), actual);
  }

  /**
   * Compares with the golden file, or writes it when asked to.
   *
   * @param name relative to the folder of golden files
   * @throws AssertionError when they differ or the file is not there
   */
  public static void check(Path name, String actual) {
    check(FOLDER, name, actual, isUpdate(System.getProperty(UPDATE_PROPERTY)));
  }

  static void check(Path folder, Path name, String actual, boolean update) {
    var file = folder.resolve(name).normalize();
    if (name.isAbsolute() || !file.startsWith(folder.normalize())) {
      throw new IllegalArgumentException(name + " is not below the folder of golden files");
    }
    try {
      if (update) {
        write(file, actual);
      } else if (Files.exists(file)) {
        assertThat(plain(actual))
            .as("golden file %s", file)
            .isEqualTo(plain(Files.readString(file)));
      } else {
        throw new AssertionError(
            "there is no golden file " + file + "; write it with -Dgolden.update=true");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A property that the build passes on without a value arrives as its own placeholder. */
  static boolean isUpdate(@Nullable String given) {
    return given != null
        && !given.isEmpty()
        && !given.equals("${" + UPDATE_PROPERTY + "}")
        && !given.equals("false");
  }

  private static void write(Path file, String actual) throws IOException {
    var parent = file.getParent();
    if (parent != null) Files.createDirectories(parent);
    Files.writeString(file, actual);
  }

  private static String plain(String text) {
    return text.replace("\r\n", "\n");
  }
}
