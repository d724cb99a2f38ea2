package dev.jackdaw.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that pin released shapes; {@code -Dgolden.update=true} rewrites them. */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  static void check(String kind, Json.Obj value) {
    check(name(kind, value), value.pretty() + "\n");
  }

  static Json.Obj read(String kind, Json.Obj value) {
    return Json.parseObject(text(FOLDER.resolve(name(kind, value))));
  }

  private static String name(String kind, Json.Obj value) {
    return kind + "-" + value.string("type", "") + ".json";
  }

  /** Asserts that the text is what the file holds. */
  public static void check(String name, String actual) {
    var file = FOLDER.resolve(name);
    if ("true".equals(System.getProperty("golden.update"))) write(file, actual);
    assertThat(actual).as(name).isEqualTo(text(file));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
