package dev.jackdaw.tui.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import org.junit.jupiter.api.Test;

class PasteTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final Writing writing = new Writing();

  private static Picture picture(String name) {
    return Picture.of(name, PNG).orElseThrow();
  }

  @Test
  void takesAShortTextAsItIs() {
    writing.paste("two\r\nlines\rthree").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("two\nlines\nthree")));
  }

  @Test
  void putsAPlaceholderForALongTextAndSendsTheText() {
    var text = "line\n".repeat(119) + "last";
    writing.type("see ").paste(text).type(" there");
    assertThat(writing.screen(60, 10)).isEqualTo("› see [pasted 120 lines #1] there|");
    writing.press("enter");
    assertThat(writing.heard)
        .isEqualTo(
            new Heard.Submit(
                new Prompt(
                    "see " + text + " there",
                    java.util.List.of(),
                    "see [pasted 120 lines #1] there")));
    writing.press("up");
    assertThat(writing.draft()).isEqualTo("see [pasted 120 lines #1] there");
  }

  @Test
  void treatsAPlaceholderAsOneCharacter() {
    writing.paste("x".repeat(300)).type("a").press("left", "backspace");
    assertThat(writing.draft()).isEqualTo("a");
    writing.press("ctrl+_");
    assertThat(writing.draft()).isEqualTo("[pasted 300 characters #1]a");
    writing.press("end", "backspace", "ctrl+w", "ctrl+y");
    assertThat(writing.draft()).isEqualTo("[pasted 300 characters #1]");
  }

  @Test
  void putsTheTextInThePlaceOfItsPlaceholder() {
    writing.type("a").paste("1\n2\n3\n4\n5\n6").type("b").press("ctrl+x", "ctrl+p");
    assertThat(writing.draft()).isEqualTo("a1\n2\n3\n4\n5\n6b");
    writing.press("ctrl+_");
    assertThat(writing.draft()).isEqualTo("a[pasted 6 lines #1]b");
  }

  @Test
  void showsWhatWouldControlTheTerminal() {
    writing.paste("\u001b[2Jx\u0007\u202Ey\uD83D");
    assertThat(writing.screen(60, 5)).isEqualTo("› ␛[2Jx␇<U+202E>y<U+D83D>|");
  }

  @Test
  void sendsNoHalfOfACharacter() {
    writing.paste("a\uD83Db").press("enter");
    assertThat(writing.heard)
        .isInstanceOfSatisfying(
            Heard.Submit.class, sent -> assertThat(sent.prompt().text()).isEqualTo("a\uFFFDb"));
  }

  @Test
  void letsNobodyForgeAPlaceholder() {
    writing.paste("x".repeat(300)).paste(Character.toString(0x10F000));
    assertThat(writing.draft()).isEqualTo("[pasted 300 characters #1]\uFFFD");
    writing.press("ctrl+u").type("[pasted 300 characters #1]").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("[pasted 300 characters #1]")));
  }

  @Test
  void attachesPicturesThatWereDropped() {
    writing.pictures.put("/home/me/a b.png", picture("a b.png"));
    writing.pictures.put("/tmp/c.jpg", picture("c.jpg"));
    writing.type("what is ").paste("/home/me/a\\ b.png '/tmp/c.jpg' ");
    assertThat(writing.draft()).isEqualTo("what is [image #1: a b.png] [image #2: c.jpg]");
    writing.press("backspace", "backspace", "enter");
    var sent = ((Heard.Submit) writing.heard).prompt();
    assertThat(sent.content())
        .containsExactly(
            new Block.Text("what is [image #1: a b.png]", Label.USER), picture("a b.png").image());
  }

  @Test
  void takesAddressesOfFilesAndLeavesOtherPathsAsText() {
    writing.pictures.put("/tmp/a b.png", picture("a b.png"));
    writing.paste("file:///tmp/a%20b.png");
    assertThat(writing.draft()).isEqualTo("[image #1: a b.png]");
    writing.press("ctrl+u").paste("/tmp/none.png");
    assertThat(writing.draft()).isEqualTo("/tmp/none.png");
    writing.pictures.put("a.png", picture("a.png"));
    writing.press("ctrl+u").paste("a.png");
    assertThat(writing.draft()).isEqualTo("a.png");
    writing.pictures.put("C:\\a b\\c.png", picture("c.png"));
    writing.press("ctrl+u").paste("\"C:\\a b\\c.png\"");
    assertThat(writing.draft()).isEqualTo("[image #2: c.png]");
    writing.press("ctrl+u").paste("look at /tmp/a\\ b.png");
    assertThat(writing.draft()).isEqualTo("look at /tmp/a\\ b.png");
  }

  @Test
  void attachesThePictureOfTheClipboard() {
    writing.composer.attach(picture("clipboard"));
    assertThat(writing.draft()).isEqualTo("[image #1: clipboard]");
  }

  @Test
  void keepsPlaceholdersThroughAnEditor() {
    writing.paste("x".repeat(300));
    writing.composer.edited("before [pasted 300 characters #1] after\n");
    writing.press("enter");
    assertThat(((Heard.Submit) writing.heard).prompt().text())
        .isEqualTo("before " + "x".repeat(300) + " after");
  }

  @Test
  void takesAMegabyteInOneGo() {
    var text = "0123456789abcde\n".repeat(65_536);
    writing.paste(text).press("ctrl+x", "ctrl+p");
    for (var i = 0; i < 20; i++) {
      writing.press("up").type("x");
      writing.composer.draw(80, 24);
    }
    writing.press("enter");
    assertThat(((Heard.Submit) writing.heard).prompt().text()).hasSize(text.length() - 1 + 20);
  }

  @Test
  void tellsPicturesByTheirFirstBytes() {
    assertThat(Picture.of("a.png", "text".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(picture("a.png").image().mediaType()).isEqualTo("image/png");
    var webp = new byte[] {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P'};
    assertThat(Picture.of("a", webp).orElseThrow().image().mediaType()).isEqualTo("image/webp");
  }
}
