package dev.jackdaw.tui.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class FoldedTest {
  private static final Folded FOLDED = new Folded(2, 1, "ctrl+o", Theme.plain(), Capabilities.RICH);

  private static List<AttributedString> numbered(int count) {
    var lines = new ArrayList<String>();
    for (var i = 1; i <= count; i++) lines.add("line " + i);
    return Folded.plain(lines);
  }

  @Test
  void saysHowManyLinesAreNotShownAndWhichKeyOpensThem() {
    assertThat(FOLDED.of(numbered(123), 80))
        .extracting(Object::toString)
        .containsExactly("line 1", "line 2", "… 120 more lines (ctrl+o)", "line 123");
    assertThat(FOLDED.of(numbered(4), 80)).hasSize(4);
  }

  @Test
  void cutsWhatIsTooWide() {
    var wide = List.of(new AttributedString("0123456789"), new AttributedString("漢漢漢漢漢"));
    assertThat(FOLDED.of(wide, 6)).extracting(Object::toString).containsExactly("01234…", "漢漢…");
    assertThat(Folded.whole(wide, 6, Cells.CLUSTERS))
        .extracting(Object::toString)
        .containsExactly("012345", "6789", "漢漢漢", "漢漢");
  }
}
