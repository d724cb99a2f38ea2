package dev.jackdaw.cli.options;

import java.util.List;
import java.util.Map;

/** Which options need or exclude one another. */
final class Combinations {
  private final Map<Option, List<String>> values;

  private Combinations(Map<Option, List<String>> values) {
    this.values = values;
  }

  /**
   * Checks what the table cannot say.
   *
   * @throws UsageException when two options contradict each other or one would have no effect
   */
  static void check(Command command, Map<Option, List<String>> values) {
    if (values.isEmpty()) return;
    if (command == Command.RUN) new Combinations(values).checkRun();
    if (command == Command.ACP || command == Command.MCP_SERVE) {
      new Combinations(values).checkMode();
    }
    if (command == Command.SESSIONS_SHOW) new Combinations(values).checkShow();
  }

  private void checkShow() {
    need(Option.HTML, Option.TIMELINE);
    need(Option.PLAIN, Option.TIMELINE);
    need(Option.JSON, Option.TIMELINE, Option.CONTEXT);
    need(Option.TURN, Option.CONTEXT);
    need(Option.OF, Option.CONTEXT);
    exclude(Option.CONTEXT, Option.TIMELINE);
    exclude(Option.RESET_TERMINAL, Option.JSON);
    exclude(Option.HTML, Option.JSON);
    exclude(Option.HTML, Option.PLAIN);
    exclude(Option.JSON, Option.PLAIN);
  }

  private void checkRun() {
    exclude(Option.CONTINUE, Option.RESUME);
    exclude(Option.RECORD, Option.REPLAY);
    need(Option.FORK_SESSION, Option.CONTINUE, Option.RESUME);
    if (has(Option.SESSION_ID) && resumes() && !has(Option.FORK_SESSION)) {
      throw new UsageException(
          "--session-id names a new session; with --continue or --resume add --fork-session.");
    }
    if (has(Option.PRINT) && has(Option.RESUME) && list(Option.RESUME).isEmpty()) {
      throw new UsageException(
          "--resume needs an id with --print: there is nobody to choose one. \"jackdaw sessions"
              + " list\" shows them.");
    }
    need(Option.OUTPUT_FORMAT, Option.PRINT);
    need(Option.INPUT_FORMAT, Option.PRINT);
    need(Option.JSON_SCHEMA, Option.PRINT);
    need(Option.VERBOSE, Option.PRINT);
    if (has(Option.INCLUDE_PARTIAL_MESSAGES)
        && !list(Option.OUTPUT_FORMAT).contains("stream-json")) {
      throw new UsageException("--include-partial-messages needs --output-format stream-json.");
    }
    checkMode();
  }

  private void checkMode() {
    if (has(Option.DANGEROUSLY_SKIP_PERMISSIONS)
        && has(Option.PERMISSION_MODE)
        && !list(Option.PERMISSION_MODE).contains("bypassPermissions")) {
      throw new UsageException(
          "--dangerously-skip-permissions contradicts --permission-mode "
              + list(Option.PERMISSION_MODE).getLast()
              + "; give one of them.");
    }
  }

  private boolean resumes() {
    return has(Option.CONTINUE) || has(Option.RESUME);
  }

  private void exclude(Option one, Option other) {
    if (has(one) && has(other)) {
      throw new UsageException(
          one.longName() + " and " + other.longName() + " exclude each other; give one of them.");
    }
  }

  private void need(Option option, Option... others) {
    if (!has(option)) return;
    var names = new StringBuilder();
    for (var other : others) {
      if (has(other)) return;
      names.append(names.isEmpty() ? "" : " or ").append(other.longName());
    }
    throw new UsageException(option.longName() + " needs " + names + ".");
  }

  private boolean has(Option option) {
    return values.containsKey(option);
  }

  private List<String> list(Option option) {
    var list = values.get(option);
    return list == null ? List.of() : list;
  }
}
