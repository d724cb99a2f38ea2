package dev.jackdaw.engine.progress;

import java.util.HashSet;
import java.util.Set;

/** What a task did and found so far. */
final class Memory {
  private static final String TODO = "todo";

  private final FileHistory files = new FileHistory();
  private final Set<Long> inputs = new HashSet<>();
  private final Set<Long> findings = new HashSet<>();
  private boolean waited;

  void clear() {
    files.clear();
    inputs.clear();
    findings.clear();
    waited = false;
  }

  Seen see(Step step) {
    var isNewInput = inputs.add(Signature.input(step));
    var isNewFinding = findings.add(Signature.finding(step));
    var polls = step.polls() || waited && !isNewInput;
    waited = polls;
    var change = files.see(step);
    var isNewContent =
        change.isNew() || step.isOk() && isNewInput && step.writes() && !FileHistory.knows(step);
    var mayChange = isNewContent || step.isOk() && isNewInput && step.executes();
    // A call that was only refused or could not be done brings no news, however it is put.
    var news = isNewFinding && (step.isOk() || step.executes());
    var plans = step.isOk() && isNewInput && step.tool().equals(TODO);
    return new Seen(
        step,
        Signature.of(step),
        polls,
        polls || mayChange,
        mayChange || news || plans,
        change.swinging());
  }
}
