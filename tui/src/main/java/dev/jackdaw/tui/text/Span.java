package dev.jackdaw.tui.text;

import org.jline.utils.AttributedStyle;

/**
 * A piece of text that looks the same throughout.
 *
 * @param text without control characters
 * @param target where a link leads; empty for no link
 */
public record Span(String text, AttributedStyle style, String target) {
  public static Span of(String text, AttributedStyle style) {
    return new Span(text, style, "");
  }
}
