package dev.jackdaw.api;

import org.jspecify.annotations.Nullable;

/**
 * The caller cannot go on. The message names the thing, what was wrong and what to do next; {@link
 * #code()} is stable across releases.
 */
public class JackdawException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who can do something about it. */
  public enum Kind {
    /** Wrong usage or configuration. */
    USER,
    /** The machine: disk, memory, permissions, missing programs. */
    ENVIRONMENT,
    /** The model provider. */
    PROVIDER,
    /** A bug in Jackdaw. */
    INTERNAL
  }

  private final Kind kind;
  private final String code;

  public JackdawException(Kind kind, String code, String message) {
    super(message);
    this.kind = kind;
    this.code = code;
  }

  public JackdawException(Kind kind, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns a short name of the problem, such as {@code session-locked}. */
  public String code() {
    return code;
  }
}
