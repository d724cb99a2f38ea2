package dev.jackdaw.cli.options;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;

/** What the process tells its caller by its exit status. Scripts rely on the numbers. */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "the task failed"),
  USAGE(2, "wrong usage or configuration"),
  BLOCKED(3, "a needed approval could not be asked for, or was refused"),
  LIMIT(4, "a limit was reached, such as turns, tokens, cost or time, or the task went in circles"),
  PROVIDER(5, "the model provider could not be reached, or refused"),
  ISOLATION(6, "this machine cannot give the isolation that policy demands"),
  INTERRUPTED(130, "interrupted"),
  TERMINATED(143, "terminated by SIGTERM; the session is saved");

  /** Codes of a {@link JackdawException} that begin so are about isolation, whatever the kind. */
  private static final String ISOLATION_CODES = "isolation-";

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  public static ExitCode of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> DONE;
      case Outcome.Interrupted _ -> INTERRUPTED;
      case Outcome.LimitReached _ -> LIMIT;
      case Outcome.Blocked _ -> BLOCKED;
      case Outcome.Failed(var kind, var code, _) -> of(kind, code);
    };
  }

  /** Returns what an error that ended the process means; anything unforeseen is a failure. */
  public static ExitCode of(Throwable problem) {
    if (problem instanceof InterruptedException) return INTERRUPTED;
    return problem instanceof JackdawException known ? of(known.kind(), known.code()) : FAILED;
  }

  private static ExitCode of(JackdawException.Kind kind, String code) {
    if (code.startsWith(ISOLATION_CODES)) return ISOLATION;
    return switch (kind) {
      case USER -> USAGE;
      case PROVIDER -> PROVIDER;
      case ENVIRONMENT, INTERNAL -> FAILED;
    };
  }
}
