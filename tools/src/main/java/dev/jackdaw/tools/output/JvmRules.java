package dev.jackdaw.tools.output;

import static dev.jackdaw.tools.output.Rule.failure;
import static dev.jackdaw.tools.output.Rule.summary;
import static dev.jackdaw.tools.output.Rule.total;

import java.util.List;

/** What Maven, Gradle, JUnit's console launcher, javac and kotlinc print. */
final class JvmRules {
  private static final String TOLD = "^\\s+\\S";

  static final List<Rule> ALL =
      List.of(
          // Surefire and Failsafe
          failure("<<< ", "^(\\[ERROR\\] )?(?!Tests run).* Time elapsed: .*<<< (FAILURE|ERROR)!$")
              .then(1, "^[\\w.$]+(: .*)?$"),
          total("Tests run: ", "^(\\[\\w+\\] +)?Tests run: \\d+, F[^<]*$"),
          summary("[ERROR]   ", "^\\[ERROR\\]   \\S+\\.\\S+:\\d+"),
          summary("[ERROR]   ", "^\\[ERROR\\]   \\S+\\.\\S+ » "),
          summary("[ERROR]   ", "^\\[ERROR\\]   \\S+\\.\\S+->"),
          // Compilers below Maven
          failure("[ERROR] ", "^\\[ERROR\\] .+\\.\\w+:(\\[\\d+,\\d+\\]|\\d+:\\d+) ")
              .then(2, "^\\s+(symbol|location|required|found|reason):"),
          failure("[ERROR] ", "^\\[ERROR\\] Failed to execute goal "),
          failure("[ERROR] ", "^\\[ERROR\\] (Unknown|Could not|The build|Non-resolvable|Malformed)"),
          total("BUILD ", "^\\[(INFO|ERROR)\\] BUILD (SUCCESS|FAILURE)"),
          // Gradle
          total("BUILD ", "^BUILD (SUCCESSFUL|FAILED) in "),
          total(" tests completed, ", "^\\d+ tests completed, "),
          total(" FAILED", "^> Task :\\S+ FAILED$"),
          failure(" FAILED", "^\\S+( > [^>]+)+ FAILED$").then(1, "^ {4}\\S"),
          failure("* What went wrong:", "^\\* What went wrong:").then(2, "^\\S"),
          failure("e: ", "^e: (file://)?\\S+\\.kts?:"),
          // JUnit's console launcher
          failure(" ✘ ", " ✘ "),
          failure(" [X] ", "^[|'+ -]+.* \\[X\\] "),
          failure("JUnit ", "^  JUnit \\w+:\\S").then(2, "^    (=>|MethodSource)"),
          total(" tests ", "^\\[ +\\d+ tests (found|successful|failed) +\\]$"),
          // javac
          failure(": error: ", "^\\S.*\\.java:\\d+: error: ").then(3, TOLD + ".*\\w"),
          total(" error", "^\\d+ errors?$"),
          // Anything on a virtual machine
          failure("Exception in thread ", "^Exception in thread \"").then(2, "^\\s+at "),
          failure("Caused by: ", "^Caused by: [\\w.$]+"));

  private JvmRules() {}
}
