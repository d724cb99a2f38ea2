package dev.jackdaw.cli.audit;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.journal.audit.AuditLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** {@code jackdaw audit …}. */
public final class AuditCommands {
  private final AuditLog log;
  private final PrintWriter out;

  public AuditCommands(AuditLog log, PrintWriter out) {
    this.log = log;
    this.out = out;
  }

  /** Prints the decisions, oldest first, of all sessions or of one. */
  public ExitCode show(Arguments arguments) {
    var wanted = arguments.operands().isEmpty() ? "" : arguments.operands().getFirst();
    var json = arguments.has(Option.JSON);
    try {
      log.read(entry -> {
        if (!wanted.isEmpty() && !entry.string("session", "").equals(wanted)) return;
        out.println(json ? entry.compact() : line(entry));
      });
      out.flush();
      return ExitCode.DONE;
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private static String line(Json.Obj entry) {
    var text =
        "%s  %s  %-5s  %s  %s"
            .formatted(
                entry.string("time", ""),
                entry.string("session", ""),
                entry.string("decision", ""),
                entry.string("tool", ""),
                effects(entry));
    return VisibleText.blanked(text).stripTrailing();
  }

  private static String effects(Json.Obj entry) {
    var shown = new StringBuilder();
    for (var element : entry.array("effects")) {
      if (!(element instanceof Json.Obj effect)) continue;
      if (!shown.isEmpty()) shown.append("; ");
      var what = effect.string("command").or(() -> effect.string("path"));
      shown
          .append(effect.string("type", ""))
          .append(' ')
          .append(what.orElseGet(() -> effect.string("host", "")));
    }
    return shown.toString();
  }

  /** Checks the chain of hashes and the signed end. */
  public ExitCode verify() {
    try {
      var check = log.check();
      for (var problem : check.problems()) out.println(log.file() + ": " + problem);
      out.println(
          check.entries()
              + " entries"
              + (check.torn() > 0 ? ", " + check.torn() + " lines cut by a crash" : "")
              + (check.isGood() ? ". Nothing was changed." : ". The log was tampered with."));
      out.flush();
      return check.isGood() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private JackdawException unreadable(Exception e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "audit-unreadable",
        "The audit log " + log.file() + " cannot be read: " + e.getMessage() + ".",
        e);
  }
}
