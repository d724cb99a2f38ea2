package dev.jackdaw.tui.theme;

/** The 256 numbered colours as xterm has them. */
final class Palette {
  private static final int[] FIRST = {
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff
  };
  private static final int[] STEPS = {0, 95, 135, 175, 215, 255};
  private static final int CUBE = 16;
  private static final int GREYS = 232;

  private Palette() {}

  static int bits(int index) {
    if (index < CUBE) return FIRST[index];
    if (index >= GREYS) return (8 + 10 * (index - GREYS)) * 0x010101;
    var place = index - CUBE;
    return STEPS[place / 36] << 16 | STEPS[place / 6 % 6] << 8 | STEPS[place % 6];
  }

  /** Returns the nearest of those that look alike everywhere: the cube and the greys. */
  static int nearestOf256(Rgb colour) {
    var cube = CUBE + 36 * step(colour.red()) + 6 * step(colour.green()) + step(colour.blue());
    var mean = (colour.red() + colour.green() + colour.blue()) / 3;
    var grey = GREYS + Math.clamp(Math.round((mean - 8) / 10.0), 0, 23);
    return distance(colour, bits(grey)) < distance(colour, bits(cube)) ? grey : cube;
  }

  private static int step(int part) {
    var best = 0;
    for (var i = 1; i < STEPS.length; i++) {
      if (Math.abs(STEPS[i] - part) < Math.abs(STEPS[best] - part)) best = i;
    }
    return best;
  }

  static int nearestOf16(Rgb colour) {
    var best = 0;
    for (var i = 1; i < FIRST.length; i++) {
      if (distance(colour, FIRST[i]) < distance(colour, FIRST[best])) best = i;
    }
    return best;
  }

  /** Weighted as the eye does, roughly: "redmean". */
  private static double distance(Rgb a, int bits) {
    var b = Rgb.of(bits);
    var mean = (a.red() + b.red()) / 2.0;
    var red = a.red() - b.red();
    var green = a.green() - b.green();
    var blue = a.blue() - b.blue();
    return (2 + mean / 256) * red * red
        + 4.0 * green * green
        + (2 + (255 - mean) / 256) * blue * blue;
  }
}
