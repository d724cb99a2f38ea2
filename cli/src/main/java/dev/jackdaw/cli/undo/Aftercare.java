package dev.jackdaw.cli.undo;

import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Journal;
import dev.jackdaw.cli.sandbox.HalfApplied;
import dev.jackdaw.cli.sandbox.LostCommands;
import dev.jackdaw.engine.LostChanges;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.tools.shell.JobOptions;
import dev.jackdaw.tools.shell.Jobs;
import java.io.IOException;
import java.util.List;

/**
 * What is done with a session whose Jackdaw was killed before its steps are looked at: what still
 * runs is ended, what was half applied is done, and what the calls changed becomes steps.
 */
final class Aftercare {
  private Aftercare() {}

  /** Returns what to tell a person. */
  static List<String> of(Journal journal, Sessions sessions, Checkpoints checkpoints)
      throws IOException {
    var told = HalfApplied.finish(sessions, journal.session());
    var options = JobOptions.STANDARD.withState(sessions.jobs(journal.session()));
    var jobs = new Jobs(options);
    jobs.recall(journal.blobs());
    LostChanges.record(journal, new LostCommands(jobs), checkpoints);
    return told;
  }
}
