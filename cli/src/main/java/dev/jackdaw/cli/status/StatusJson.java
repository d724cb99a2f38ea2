package dev.jackdaw.cli.status;

import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;

/** What a script for the status line reads, in the shape that users' scripts already know. */
public final class StatusJson {
  private StatusJson() {}

  /**
   * Returns it.
   *
   * @param transcript the session's file
   * @param branch of the checkout; empty for none
   */
  public static Json.Obj of(
      Session session, Path directory, Path transcript, String version, String branch) {
    var totals = session.totals();
    var model = session.model();
    var folder = directory.toString();
    var json =
        Json.object()
            .put("hook_event_name", "Status")
            .put("session_id", session.id().value())
            .put("transcript_path", transcript.toString())
            .put("cwd", folder)
            .put(
                "model",
                Json.object().put("id", model.id()).put("display_name", model.name()).build())
            .put(
                "workspace",
                Json.object().put("current_dir", folder).put("project_dir", folder).build())
            .put("version", version)
            .put("permission_mode", session.mode().text())
            .put("effort", session.effort().text())
            .put(
                "cost",
                Json.object()
                    .put("total_cost_usd", Json.of(totals.dollars()))
                    .put("known", totals.dollarsKnown())
                    .put("turns", totals.turns())
                    .build())
            .put("context_window", context(session))
            .putUnlessEmpty("git_branch", branch);
    return json.build();
  }

  private static Json.Obj context(Session session) {
    var usage = session.totals().usage();
    var window =
        Json.object()
            .put("total_input_tokens", usage.prompt())
            .put("total_output_tokens", usage.output())
            .put("context_window_size", session.model().window());
    try {
      var report = session.context();
      if (report.limit() > 0) {
        window.put("used_percentage", Math.round(100.0 * report.tokens() / report.limit()));
      }
    } catch (IllegalStateException _) {
      // Nothing is known of the context.
    }
    return window.build();
  }
}
