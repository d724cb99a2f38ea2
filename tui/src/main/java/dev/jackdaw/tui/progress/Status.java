package dev.jackdaw.tui.progress;

import dev.jackdaw.tui.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a session stands.
 *
 * @param used the part of the context that is used, 0 to 1; nothing while that is not known
 * @param dollarsKnown whether every reply had a known price
 * @param branch of the checkout; empty for none
 * @param beside what runs beside the session and is not at rest; empty for nothing
 */
public record Status(
    String model,
    String mode,
    Optional<Double> used,
    double dollars,
    boolean dollarsKnown,
    String branch,
    String beside) {

  /** Nothing runs beside it. */
  public Status(
      String model,
      String mode,
      Optional<Double> used,
      double dollars,
      boolean dollarsKnown,
      String branch) {
    this(model, mode, used, dollars, dollarsKnown, branch, "");
  }

  /** Returns its parts, the most needed first. */
  List<String> parts() {
    var parts = new ArrayList<String>();
    if (!mode.equals("default")) parts.add(mode);
    parts.add(model);
    used.ifPresent(part -> parts.add(Math.round(part * 100) + " % of context"));
    if (dollars > 0) parts.add((dollarsKnown ? "" : "at least ") + Amounts.dollars(dollars));
    if (!beside.isEmpty()) parts.add(beside);
    if (!branch.isEmpty()) parts.add(branch);
    return parts;
  }
}
