package dev.jackdaw.sandbox.egress;

import java.io.IOException;

/** One way in which a child asks for a connection. */
interface Front {
  /** Reads what is asked. Empty host and port zero never pass the gate. */
  Request read(Wire child) throws IOException, BadRequestException;

  /** Tells the child that it is connected. */
  void accept(Wire child) throws IOException;

  /** Tells the child that it is not, and why. */
  void refuse(Wire child, String reason) throws IOException;

  /**
   * What a child asks for. {@code head} goes to the server before anything else; {@code body} is
   * how many bytes of the child follow it, or {@link #TUNNEL} for a connection of both ways.
   */
  record Request(String host, int port, String head, long body) {
    static final long TUNNEL = -1;

    boolean isTunnel() {
      return body == TUNNEL;
    }
  }

  /** What was asked cannot be understood or is not served; the answer has been sent. */
  final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1;

    BadRequestException(String message) {
      super(message);
    }
  }
}
