package dev.jackdaw.engine.workflow;

import java.io.Serial;
import java.util.List;

/** A workflow that cannot run; the message says all that is wrong, each with step and field. */
public final class InvalidWorkflowException extends Exception {
  @Serial private static final long serialVersionUID = 1L;
  private static final int SHOWN = 12;

  InvalidWorkflowException(List<String> problems) {
    super(
        String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size())))
            + (problems.size() > SHOWN ? "\nand " + (problems.size() - SHOWN) + " more" : ""));
  }
}
