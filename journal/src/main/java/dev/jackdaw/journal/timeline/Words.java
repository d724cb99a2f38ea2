package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import java.nio.file.Path;
import java.util.Locale;

/** What is on a timeline in words. They hold text of the journal as it is. */
final class Words {
  private final String directory;

  /**
   * Words about a session.
   *
   * @param directory of the session: what is below it is named without it
   */
  Words(String directory) {
    this.directory = directory;
  }

  String effect(Effect effect) {
    return switch (effect) {
      case Effect.Reads(var path) -> "reads " + name(path);
      case Effect.Writes(var path) -> "writes " + name(path);
      case Effect.Executes(var command, var folder) ->
          "runs " + command + (isHere(folder) ? "" : " in " + name(folder));
      case Effect.Connects(var host, var port) -> "connects to " + host + ":" + port;
      case Effect.Persists(var path, var what) -> "leaves " + what + " in " + name(path);
    };
  }

  private boolean isHere(Path folder) {
    return folder.toString().equals(directory);
  }

  private String name(Path path) {
    var text = path.toString();
    if (text.equals(directory)) return "the working directory";
    return !directory.isEmpty() && text.startsWith(directory + "/")
        ? text.substring(directory.length() + 1)
        : text;
  }

  static String decision(Decision decision) {
    return switch (decision) {
      case Decision.Allow(var reason) -> "allowed: " + reason;
      case Decision.Ask(var reason, _) -> "not allowed without being asked for: " + reason;
      case Decision.Deny(var reason) -> "denied: " + reason;
    };
  }

  static String status(ToolResult.Status status) {
    return switch (status) {
      case OK -> "done";
      case FAILED -> "failed";
      case INVALID -> "invalid input";
      case REFUSED -> "refused";
      case CANCELLED -> "cancelled";
      case TIMED_OUT -> "timed out";
      case IN_DOUBT -> "in doubt";
    };
  }

  /** Returns how the call ended, as far as the journal tells. */
  static String status(Entry.Call call) {
    if (call.ending().isPresent()) return status(call.ending().get().status());
    return call.runs().isEmpty() ? "not started" : "no end recorded";
  }

  static String stop(StopReason stop) {
    return switch (stop) {
      case END -> "it had said what it wanted";
      case CALLS -> "it waits for its calls";
      case LENGTH -> "the limit on output was reached";
      case REFUSED -> "refused";
      case PAUSED -> "paused";
      case CUT -> "the connection broke";
      case INTERRUPTED -> "interrupted";
    };
  }

  static String label(Label label) {
    var source = label.source().name().toLowerCase(Locale.ROOT);
    return label.detail().isEmpty() ? source : source + " " + label.detail();
  }

  static String agent(Lane lane) {
    return lane.agent().isMain() ? "main agent" : "agent " + lane.agent();
  }

  /** Returns what a bar is called. */
  static String name(Entry.Bar bar) {
    return switch (bar) {
      case Entry.Reply reply -> reply.problem().isEmpty() ? "model" : "model failed";
      case Entry.SideJob _ -> "side job";
      case Entry.Call call -> call.tool().isEmpty() ? "call" : call.tool();
    };
  }

  /** Returns what tells it from others of its name. */
  static String subject(Entry.Bar bar) {
    return switch (bar) {
      case Entry.Reply reply when !reply.problem().isEmpty() -> reply.problem();
      case Entry.Reply reply when !reply.text().isEmpty() -> reply.text();
      case Entry.Reply reply -> Amounts.count(reply.calls(), "call", "calls");
      case Entry.SideJob job ->
          job.problem().isEmpty() ? job.job() : job.job() + ": " + job.problem();
      case Entry.Call call -> call.subject().isEmpty() ? call.call().value() : call.subject();
    };
  }
}
