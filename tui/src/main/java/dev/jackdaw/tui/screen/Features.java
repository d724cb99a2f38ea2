package dev.jackdaw.tui.screen;

/**
 * What the terminal can do beyond what every one can. It is plain until the terminal has answered.
 *
 * @param isSynchronized frames can be shown at once (mode 2026)
 * @param reflows it breaks lines anew when it gets narrower
 * @param hasLinks it follows links (OSC 8)
 */
public record Features(boolean isSynchronized, boolean reflows, boolean hasLinks) {}
