package dev.jackdaw.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Builds the documentation of all that is published, in {@code target/javadoc}, without a warning.
 */
class JavadocTest {
  private static final List<String> PACKAGES =
      List.of(
          "api/src/main/java/dev/jackdaw/api",
          "api/src/main/java/dev/jackdaw/api/files",
          "api/src/main/java/dev/jackdaw/api/json",
          "api/src/main/java/dev/jackdaw/api/net",
          "api/src/main/java/dev/jackdaw/api/text",
          "embed/src/main/java/dev/jackdaw/embed",
          "spring/src/main/java/dev/jackdaw/spring",
          "testkit/src/main/java/dev/jackdaw/testkit",
          "testkit/src/main/java/dev/jackdaw/testkit/contract");

  @Test
  void documentsAllThatIsPublishedWithoutAWarning() throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                "-quiet",
                "-Xdoclint:all,-missing",
                "-Xmaxwarns",
                "1000",
                "-notimestamp",
                "-encoding",
                "UTF-8",
                "--release",
                "25",
                "-windowtitle",
                "Jackdaw",
                "-doctitle",
                "Jackdaw, the library",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                Path.of("target", "javadoc").toString()));
    for (var folder : PACKAGES) {
      try (var files = Files.newDirectoryStream(Path.of("..", folder), "*.java")) {
        for (var file : files) words.add(file.toString());
      }
    }
    var said = new StringWriter();
    var out = new PrintWriter(said);
    var status =
        ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, words.toArray(String[]::new));
    assertThat(said.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(Path.of("target/javadoc/dev/jackdaw/embed/Jackdaw.html")).exists();
  }
}
