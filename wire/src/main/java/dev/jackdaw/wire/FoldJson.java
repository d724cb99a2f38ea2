package dev.jackdaw.wire;

import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** A {@link Fold} as JSON. */
final class FoldJson {
  private FoldJson() {}

  static Json.Obj write(Fold fold) {
    return Json.object()
        .put("number", fold.number())
        .put("through", fold.through())
        .put("digest", BlockJson.write(fold.digest()))
        .put("shortened", Json.array(fold.shortened().stream().map(FoldJson::write).toList()))
        .put("reason", EnumJson.write(fold.reason()))
        .put("detail", fold.detail())
        .put("before", fold.before())
        .put("after", fold.after())
        .put("note", fold.note())
        .put("elided", Json.array(fold.elided().stream().map(FoldJson::write).toList()))
        .put("unthought", fold.unthought())
        .build();
  }

  private static Json write(Fold.Shortened shortened) {
    return Json.object().put("number", shortened.number()).put("text", shortened.text()).build();
  }

  private static Json write(Fold.Elided elided) {
    return Json.object().put("call", elided.call().value()).put("input", elided.input()).build();
  }

  static Fold read(Json.Obj fold) {
    return new Fold(
        Math.clamp(fold.integer("number", 1), 1, Integer.MAX_VALUE),
        Math.clamp(fold.integer("through", 0), 0, Integer.MAX_VALUE),
        BlockJson.content(fold.array("digest")),
        shortened(fold.array("shortened")),
        EnumJson.read(fold, "reason", Fold.Reason.values(), Fold.Reason.PRESSURE),
        fold.string("detail", ""),
        fold.integer("before", 0),
        fold.integer("after", 0),
        fold.string("note", ""),
        elided(fold.array("elided")),
        Math.clamp(fold.integer("unthought", 0), 0, Integer.MAX_VALUE));
  }

  private static List<Fold.Shortened> shortened(List<Json> values) {
    var all = new ArrayList<Fold.Shortened>();
    for (var value : values) {
      if (value instanceof Json.Obj one) {
        all.add(new Fold.Shortened(one.integer("number", 0), one.string("text", "")));
      }
    }
    return all;
  }

  private static List<Fold.Elided> elided(List<Json> values) {
    var all = new ArrayList<Fold.Elided>();
    for (var value : values) {
      if (!(value instanceof Json.Obj one) || one.string("call", "").isEmpty()) continue;
      all.add(new Fold.Elided(new CallId(one.string("call", "")), one.object("input")));
    }
    return all;
  }
}
