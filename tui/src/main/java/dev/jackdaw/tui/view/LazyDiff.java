package dev.jackdaw.tui.view;

import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A difference that is fetched once it is to be shown. One thread uses it. */
final class LazyDiff implements Section {
  private final Supplier<String> source;
  private @Nullable String fetched;

  LazyDiff(Supplier<String> source) {
    this.source = source;
  }

  @Override
  public List<Paragraph> shown(Ink ink) {
    return Section.diff(text()).shown(ink);
  }

  @Override
  public String text() {
    var known = fetched;
    if (known != null) return known;
    var diff = source.get();
    fetched = diff.isBlank() ? "(not kept line by line)" : diff;
    return fetched;
  }
}
