package dev.jackdaw.mcp.rpc;

/** Codes of errors that the protocol adds to those of JSON-RPC. */
public final class Codes {
  public static final int BUSY = -32_000;

  /** A person said no, as the protocol has it for sampling. */
  public static final int REJECTED = -1;

  /** The server wants the user to visit addresses first, which the data lists. */
  public static final int URL_ELICITATION_REQUIRED = -32_042;

  private Codes() {}
}
