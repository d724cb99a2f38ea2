package dev.jackdaw.benchmarks.context;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the benchmark says about itself. */
final class Help {
  private static final String OPTIONS =
      """
      Usage: benchmarks/context [OPTION]...

      Replays sessions with policies for the context and tells what each would have cost and forgotten.
      No model is asked. The same arguments give the same output.

      Sessions, made up unless a folder is given:
        --seeds A-B            made-up sessions, or draws of trajectories; 1-10
        --tasks N              tasks of each made-up session; drawn of 50, 100, 200, 500
        --profiles P,...       of plain, parallel, java-build; seeds take turns
        --sessions DIR         recorded sessions, .jsonl with messages and usage, such as pi's,
                               and .traj files, each a session of its own
        --trajectories DIR     .traj files of SWE-agent, 8, 16 and 32 of them one after another

      Conditions:
        --window N,...         64k,128k,200k,1m
        --cache NAME           anthropic (5 minutes), anthropic-1h, openai, none
        --policies P,...       all
        --optimum              the cheapest schedule of folds as well, found afterwards
        --note WHEN            folds of Jackdaw ask a model for a note: auto, on (each), off, or a
                               number: each, of so many tokens; auto, as in settings

      Output:
        --json                 a line of JSON for each session, window and policy
        --plot FILE.svg        cost by window

      Policies:
      """;

  private Help() {}

  static String text() {
    return OPTIONS
        + Arrays.stream(Rule.values())
            .map(rule -> String.format("  %-17s %s%n", rule.id(), rule.text()))
            .collect(Collectors.joining());
  }

  /** Returns what the figures of a table are. */
  static String heading(int sessions, String cache) {
    return String.format(
        "%d %s, cache: %s. Cost: geometric mean, dollars; of best: to the cheapest of P0 to P9.%nF1"
            + " instructions, F2 words of the user, F3 changed paths, F4 open failures, F5 details"
            + " of results:%nthe share that is known when it matters. P0 to P9 are models of"
            + " published rules, not products;%nwhat summaries written by a model keep or make up"
            + " (false) is assumed.%n",
        sessions, sessions == 1 ? "session" : "sessions", cache);
  }
}
