package dev.jackdaw.tools.output;

import static dev.jackdaw.tools.output.Rule.failure;
import static dev.jackdaw.tools.output.Rule.summary;
import static dev.jackdaw.tools.output.Rule.total;

import java.util.List;

/** What the tools of JavaScript, TypeScript and Python print. */
final class ScriptRules {
  /** A line that says something, and is no place in the code and no part of a comparison. */
  private static final String NO_FRAME =
      "^(?!\\s*(at |>? ?\\d+ *\\||[|❯⎯+-]|(generatedMessage|code|operator): )).*\\w";

  static final List<Rule> ALL =
      List.of(
          // pytest
          summary("FAILED ", "^FAILED \\S+\\.py"),
          summary("ERROR ", "^ERROR \\S+\\.py"),
          failure("E   ", "^E   "),
          failure("___ ", "^_{3,} .* _{3,}$"),
          failure(".py:", "^\\S+\\.py:\\d+: (\\w+)?(Error|Exception|Failed)?$"),
          total(" passed", "^(=+ )?\\d+ (passed|failed|skipped).* in [\\d.]+s"),
          total(" failed", "^(=+ )?\\d+ failed.* in [\\d.]+s"),
          total(" error", "^(=+ )?\\d+ errors? in [\\d.]+s"),
          // unittest
          failure("FAIL: ", "^FAIL: \\w+ \\("),
          failure("ERROR: ", "^ERROR: \\w+ \\("),
          total("FAILED (", "^FAILED \\((failures|errors|unexpected)"),
          total("Ran ", "^Ran \\d+ tests? in "),
          // An exception of Python or JavaScript
          failure("Error", "^(Uncaught )?[\\w.]*Error( \\[[^\\]]*\\])?(: |$)").then(1, NO_FRAME),
          failure("Exception: ", "^[\\w.]*Exception: "),
          // node:test
          total("✖ ", "^✖ \\d+ problems? \\("),
          failure("✖ ", "^\\s*✖ (?!failing tests:)").then(3, "^\\s+" + NO_FRAME.substring(1)),
          total("ℹ ", "^ℹ (tests|pass|fail) \\d"),
          // TAP
          failure("not ok ", "^\\s*not ok \\d+")
              .then(3, "^\\s+(error|location|message|expected|actual|at): "),
          total("# pass ", "^# pass +\\d"),
          total("# fail ", "^# fail +\\d"),
          // Jest and Vitest
          total("FAIL ", "^FAIL +\\S+$"),
          failure("FAIL ", "^ ?FAIL +\\S").then(2, "^[\\w.]*Error|^ ❯ "),
          failure("● ", "^\\s+● ").then(3, "^\\s+" + NO_FRAME.substring(1)),
          failure("✕ ", "^\\s+✕ "),
          failure("× ", "^\\s+× "),
          total("Test Suites: ", "^Test Suites: +\\d"),
          total("Tests: ", "^Tests: +\\d"),
          total("Tests ", "^ +Tests +\\d+ (failed|passed)"),
          total("Test Files ", "^ Test Files +\\d"),
          // Mocha
          total(" passing", "^ +\\d+ passing"),
          failure(" failing", "^ +\\d+ failing$").then(12, NO_FRAME),
          // tsc and ESLint
          failure("error TS", "^\\S[^(]*\\(\\d+,\\d+\\): error TS\\d+: "),
          failure("error TS", "^\\S+:\\d+:\\d+ - error TS\\d+: "),
          failure("error TS", "^error TS\\d+: "),
          total("Found ", "^Found \\d+ errors?"),
          failure(" error ", "^ +\\d+:\\d+ +error +\\S").under("^(/|\\w:|\\.{0,2}\\w).*\\.\\w+$"),
          // npm
          failure("npm ", "^npm (ERR!|error) (?!A complete|path|cwd|command |To see|  )\\S"));

  private ScriptRules() {}
}
