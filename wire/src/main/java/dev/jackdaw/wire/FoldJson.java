package dev.jackdaw.wire;

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
        .build();
  }

  private static Json write(Fold.Shortened shortened) {
    return Json.object().put("number", shortened.number()).put("text", shortened.text()).build();
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
        fold.string("note", ""));
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
}
