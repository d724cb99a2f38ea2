package dev.jackdaw.lsp;

/**
 * Something a server has to say of a line.
 *
 * @param line counting from 1
 * @param lineText what stands there, without the blanks around it; empty when it is not known
 * @param code may be empty
 */
public record Problem(Severity severity, String message, String code, int line, String lineText) {
  /** How bad it is, the worst first. */
  public enum Severity {
    ERROR,
    WARNING,
    INFORMATION,
    HINT;

    String shown() {
      return switch (this) {
        case ERROR -> "error";
        case WARNING -> "warning";
        case INFORMATION -> "info";
        case HINT -> "hint";
      };
    }
  }

  /** Returns what stays the same when lines are put in above it. */
  Object identity() {
    return java.util.List.of(severity, message, code);
  }
}
