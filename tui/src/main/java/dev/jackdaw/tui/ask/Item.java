package dev.jackdaw.tui.ask;

/**
 * A line of a question that can be chosen.
 *
 * @param key what chooses it at once; empty when only its number and the arrows do
 * @param detail says more; may be empty
 */
record Item(String key, String label, String detail, Act act) {
  String text() {
    return detail.isEmpty() ? label : label + "  " + detail;
  }
}
