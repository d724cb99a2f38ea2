package dev.jackdaw.tui.compose;

/**
 * Something a source file defines.
 *
 * @param kind as the language calls it, such as {@code class}; {@code function} where it has no
 *     word
 * @param path below the folder of the index
 * @param line counting from 1
 */
record Symbol(String name, String kind, String path, int line) {
  /** Returns where it is, as compilers write it. */
  String place() {
    return path + ":" + line;
  }
}
