package dev.jackdaw.cli.run;

import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.json.Json;
import java.util.Locale;

/** What {@code /context} tells, for programs. */
final class ContextJson {
  private ContextJson() {}

  static Json.Obj write(ContextReport report) {
    var object =
        Json.object()
            .put("model", report.model().id())
            .put("window", report.model().window())
            .put("limit", report.limit())
            .put("tokens", report.tokens())
            .put("parts", Json.array(report.shares().stream().map(ContextJson::write).toList()));
    report.cached().ifPresent(part -> object.put("cached", Json.of(part)));
    return object
        .put("folds", Json.array(report.folds().stream().map(ContextJson::write).toList()))
        .put("pins", Json.array(report.pins().stream().map(Json::of).toList()))
        .put("forecast", report.forecast())
        .put(
            "tools_held_back",
            Json.object()
                .put("tools", report.heldBack().tools())
                .put("tokens", report.heldBack().tokens())
                .build())
        .build();
  }

  private static Json write(ContextReport.Share share) {
    var object =
        Json.object()
            .put("kind", share.kind().name().toLowerCase(Locale.ROOT))
            .put("pieces", share.pieces())
            .put("tokens", share.tokens());
    share.dollars().ifPresent(dollars -> object.put("cost_usd", Json.of(dollars)));
    return object.build();
  }

  private static Json write(Fold fold) {
    return Json.object()
        .put("number", fold.number())
        .put("through", fold.through())
        .put("reason", fold.reason().name().toLowerCase(Locale.ROOT))
        .put("before", fold.before())
        .put("after", fold.after())
        .build();
  }
}
