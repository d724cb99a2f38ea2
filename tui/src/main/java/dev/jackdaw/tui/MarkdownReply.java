package dev.jackdaw.tui;

import dev.jackdaw.tui.markdown.MarkdownStream;
import java.util.List;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Replies drawn as markdown, one after the other. */
final class MarkdownReply implements LiveScreen.Reply {
  private final Supplier<MarkdownStream> streams;
  private @Nullable MarkdownStream stream;

  MarkdownReply(Supplier<MarkdownStream> streams) {
    this.streams = streams;
  }

  @Override
  public List<AttributedString> accept(String text) {
    if (stream == null) stream = streams.get();
    return stream.accept(text);
  }

  @Override
  public List<AttributedString> open() {
    return stream == null ? List.of() : stream.open();
  }

  @Override
  public List<AttributedString> end() {
    if (stream == null) return List.of();
    var rest = stream.end();
    stream = null;
    return rest;
  }
}
