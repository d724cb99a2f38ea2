package dev.jackdaw.api;

/**
 * The origin of a text the model sees. Rights depend on it, so it is set by the code that obtained
 * the text and never by the text itself. {@code detail} names the file, host or server; it may be
 * empty.
 */
public record Label(Source source, String detail) {
  /** Where text can come from. */
  public enum Source {
    /** The person at the keyboard, or the program that embeds Jackdaw. */
    USER,
    /** Jackdaw itself: system prompt, notices, error messages. */
    JACKDAW,
    /** A memory file such as AGENTS.md. */
    MEMORY,
    /** The model's own words. */
    MODEL,
    /** A file inside the workspace. */
    WORKSPACE,
    /** A file outside the workspace. */
    OUTSIDE,
    /** What a command printed. */
    COMMAND,
    /** A page fetched from the network. */
    WEB,
    /** An MCP server. */
    MCP,
    /** The result of a sub-agent. */
    SUBAGENT
  }

  public static final Label USER = new Label(Source.USER, "");
  public static final Label JACKDAW = new Label(Source.JACKDAW, "");
  public static final Label MODEL = new Label(Source.MODEL, "");
}
