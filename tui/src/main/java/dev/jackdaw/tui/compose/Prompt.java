package dev.jackdaw.tui.compose;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person wrote, ready to be sent.
 *
 * @param text what was pasted is in its place; a picture is a label such as {@code [image #1:
 *     a.png]}
 * @param shown what was pasted is a label, too
 */
public record Prompt(String text, List<Picture> pictures, String shown) {
  public Prompt {
    text = whole(text);
    pictures = List.copyOf(pictures);
  }

  /** Returns a prompt of nothing but text. */
  public static Prompt of(String text) {
    return new Prompt(text, List.of(), text);
  }

  /** Half a character cannot be sent. */
  private static String whole(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) return text;
    var out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }

  /** Returns it as a session takes it. */
  public List<Block.Content> content() {
    var content = new ArrayList<Block.Content>();
    if (!text.isBlank()) content.add(new Block.Text(text, Label.USER));
    for (var picture : pictures) content.add(picture.image());
    return List.copyOf(content);
  }
}
