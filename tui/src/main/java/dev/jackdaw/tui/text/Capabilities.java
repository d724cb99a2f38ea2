package dev.jackdaw.tui.text;

/**
 * What lines may be made of.
 *
 * @param hasLinks whether the terminal follows links (OSC 8); without, addresses are shown whole
 * @param hasSigns whether its encoding has bullets and lines; without, ASCII stands for them
 */
public record Capabilities(boolean hasLinks, boolean hasSigns, Cells cells) {
  /** All of them, in a terminal that counts code points. */
  public static final Capabilities RICH = new Capabilities(true, true, Cells.CLUSTERS);

  /** ASCII alone. */
  public static final Capabilities POOR = new Capabilities(false, false, Cells.CLUSTERS);
}
