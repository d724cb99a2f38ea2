package dev.jackdaw.tui;

import dev.jackdaw.tui.layout.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jline.utils.AttributedString;

/** A reply shown as it is. */
final class PlainReply implements LiveScreen.Reply {
  private final IntSupplier width;
  private final StringBuilder open = new StringBuilder();

  PlainReply(IntSupplier width) {
    this.width = width;
  }

  @Override
  public List<AttributedString> accept(String text) {
    var finished = new ArrayList<AttributedString>();
    var from = 0;
    for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      open.append(text, from, end);
      finished.addAll(close());
      from = end + 1;
    }
    open.append(text, from, text.length());
    return finished;
  }

  private List<AttributedString> close() {
    var lines = Wrap.words(new AttributedString(open), width.getAsInt());
    open.setLength(0);
    return lines;
  }

  @Override
  public List<AttributedString> open() {
    return open.isEmpty() ? List.of() : Wrap.words(new AttributedString(open), width.getAsInt());
  }

  @Override
  public List<AttributedString> end() {
    return open.isEmpty() ? List.of() : close();
  }
}
