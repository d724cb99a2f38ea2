package dev.jackdaw.tui.markdown;

/** A block that holds others. */
sealed interface Container {
  /** A quotation; the number tells it from others. */
  record Quote(int id) implements Container {}

  /**
   * An item of a list.
   *
   * @param indent of its mark
   * @param offset of what is in it
   * @param mark as it is drawn, with the space behind it
   * @param number -1 for a bullet
   */
  record Item(int indent, int offset, char sign, int number, String mark, boolean isDrawn)
      implements Container {
    Item drawn() {
      return new Item(indent, offset, sign, number, mark, true);
    }
  }
}
