package dev.jackdaw.tui.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Golden;
import dev.jackdaw.tui.text.Ansi;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Themes;
import dev.jackdaw.tui.themes.ThemeSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SvgPictureTest {
  private static List<AttributedString> sample(String theme) {
    var styles = Themes.builtIn().styles(theme, Optional.empty(), ColourDepth.TRUE);
    return ThemeSample.lines(styles, 60, Capabilities.RICH);
  }

  @Test
  void samplesLookAsReviewed() {
    Golden.check("theme-dark.svg", SvgPicture.DARK.of(sample("dark"), 60, "The theme dark"));
    Golden.check("theme-light.svg", SvgPicture.LIGHT.of(sample("light"), 60, "The theme light"));
  }

  @Test
  void picturesInTheDocumentationAreThese() throws IOException {
    for (var name : List.of("theme-dark.svg", "theme-light.svg")) {
      assertThat(Path.of("..", "docs", "pictures", name))
          .hasSameTextualContentAs(Path.of("src", "test", "resources", "golden", name));
    }
  }

  @Test
  void isXmlWhateverIsOnTheScreen() throws Exception {
    var line = new AttributedString("<script>\"&'漢\u0001", AttributedStyle.DEFAULT.inverse());
    var svg = SvgPicture.DARK.of(List.of(line), 20, "a \"<title>\"");
    var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var document = parser.parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getAttribute("aria-label")).isEqualTo("a \"<title>\"");
    var texts = document.getElementsByTagName("text");
    assertThat(texts.getLength()).isEqualTo(1);
    assertThat(texts.item(0).getTextContent()).isEqualTo("<script>\"&'漢\ufffd");
    assertThat(((Element) texts.item(0)).getAttribute("fill")).isEqualTo("#16181d");
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void captureOfAScreenLooksLikeTheScreen() {
    var lines = sample("dark");
    var capture =
        lines.stream().map(line -> Ansi.of(line, true)).collect(Collectors.joining("\n"))
            + "\n\n\n";
    assertThat(CapturedScreen.of(capture, SvgPicture.DARK, 60, "x").lines().count())
        .isLessThanOrEqualTo(SvgPicture.DARK.of(lines, 60, "x").lines().count());
    assertThat(CapturedScreen.of(capture, SvgPicture.DARK, 60, "x"))
        .contains("viewBox=\"0 0 528 " + (lines.size() * 18 + 24) + "\"");
  }
}
