package dev.jackdaw.tui.text;

import org.jline.utils.AttributedStyle;

/** Puts styles on top of one another. */
public final class Styles {
  private static final long FOREGROUND =
      AttributedStyle.DEFAULT.foregroundRgb(0xffffff).getStyle()
          | AttributedStyle.DEFAULT.foreground(255).getStyle();
  private static final long BACKGROUND =
      AttributedStyle.DEFAULT.backgroundRgb(0xffffff).getStyle()
          | AttributedStyle.DEFAULT.background(255).getStyle();

  private Styles() {}

  /** Returns both: the colours of the upper one where it has any, the attributes of either. */
  public static AttributedStyle over(AttributedStyle lower, AttributedStyle upper) {
    var style = lower.getStyle();
    var mask = lower.getMask();
    if ((upper.getStyle() & FOREGROUND) != 0) {
      style &= ~FOREGROUND;
      mask &= ~FOREGROUND;
    }
    if ((upper.getStyle() & BACKGROUND) != 0) {
      style &= ~BACKGROUND;
      mask &= ~BACKGROUND;
    }
    return new AttributedStyle(style | upper.getStyle(), mask | upper.getMask());
  }
}
