package dev.jackdaw.tools.output;

import static dev.jackdaw.tools.output.Rule.failure;
import static dev.jackdaw.tools.output.Rule.total;

import java.util.List;

/** What the tools of C, C++, Go and Rust print. */
final class NativeRules {
  private static final String CODE = "^\\s+\\d+ \\|.*\\w";

  static final List<Rule> ALL =
      List.of(
          // GCC and Clang
          failure("error: ", "^\\S[^:]*:\\d+(:\\d+)?: (fatal )?error: ").then(1, CODE),
          failure("error: ", "^(clang|g?cc|g\\+\\+|collect2|cc1\\w*)[\\w.-]*: (fatal )?error: "),
          total(" generated.", "^\\d+ (errors?|warnings? and \\d+ errors?) generated\\."),
          // Linkers
          failure("undefined ", "undefined reference to "),
          failure("multiple definition of ", ": multiple definition of "),
          failure("ld: ", "^(\\S*/)?ld: (cannot find|symbol\\(s\\)|library|duplicate|error)"),
          failure("Undefined symbols", "^Undefined symbols ").then(2, "^\\s+\\S"),
          // Make, Ninja, CMake
          failure(": *** ", "^\\S*make(\\[\\d+\\])?: \\*\\*\\* "),
          failure("FAILED: ", "^FAILED: \\S"),
          failure("CMake Error", "^CMake Error").then(2, "^\\s+\\S"),
          // Sanitizers and signals
          failure("ERROR: ", "^==\\d+== ?ERROR: ").then(2, "^\\s+#\\d"),
          failure("runtime error: ", "^\\S+:\\d+:\\d+: runtime error: "),
          failure("Segmentation fault", "Segmentation fault"),
          // go test
          failure("--- FAIL: ", "^\\s*--- FAIL: ").then(2, "^\\s+\\S+\\.go:\\d+: "),
          failure(".go:", "^ +\\S+_test\\.go:\\d+: "),
          total("FAIL", "^FAIL\\s+\\S+\\s+(\\d|\\[)"),
          failure("panic: ", "^panic: ").then(1, "^\\s+\\S+\\.go:\\d+"),
          failure("fatal error: ", "^fatal error: "),
          failure("DATA RACE", "^WARNING: DATA RACE"),
          // go build and go vet
          failure(".go:", "^(vet: )?\\S+\\.go:\\d+(:\\d+)?: \\S"),
          // rustc and Cargo
          total("error: ", "^error: (could not compile|aborting due to|test failed)"),
          failure("error[", "^error\\[\\w+\\]: ").then(1, "^\\s+--> "),
          failure("error: ", "^error: ").then(1, "^\\s+--> "),
          failure(" ... FAILED", "^test .* \\.\\.\\. FAILED$"),
          failure(" panicked at ", "^thread '.*' .*panicked at ")
              .then(3, "\\w"),
          total("test result: ", "^test result: "),
          failure("s] ", "^ +(FAIL|TIMEOUT|SIG\\w+) \\[ *[\\d.]+s\\] "),
          // Programs of all kinds
          failure("fatal: ", "^fatal: "));

  private NativeRules() {}
}
