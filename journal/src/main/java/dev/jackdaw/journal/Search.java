package dev.jackdaw.journal;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.VisibleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for a text, whatever its case, in what was asked, replied and found out. */
final class Search {
  private static final int CONTEXT = 60;

  private final String wanted;
  private final int limit;
  private final List<SearchHit> hits = new ArrayList<>();

  Search(String wanted, int limit) {
    this.wanted = wanted;
    this.limit = limit;
  }

  List<SearchHit> hits() {
    return List.copyOf(hits);
  }

  boolean isDone() {
    return hits.size() >= limit;
  }

  void look(SessionId session, Path file, FileBlobs blobs) throws IOException {
    var playback = new Playback(blobs);
    try (var records = new RecordReader(file)) {
      while (!isDone() && records.next()) {
        playback.occurrence(records.record()).ifPresent(occurrence -> look(session, occurrence));
      }
    }
  }

  private void look(SessionId session, Occurrence occurrence) {
    for (var text : texts(occurrence.event())) {
      var at = indexOf(text);
      if (at < 0) continue;
      hits.add(new SearchHit(session, occurrence.sequence(), excerpt(text, at)));
      return;
    }
  }

  private static List<String> texts(Event event) {
    return switch (event) {
      case Event.PromptSubmitted(var content, _) -> texts(content);
      case Event.ReplyReceived reply -> List.of(reply.message().text());
      case Event.CallFinished finished -> texts(finished.result().content());
      default -> List.of();
    };
  }

  private static List<String> texts(List<Block.Content> content) {
    var texts = new ArrayList<String>();
    for (var block : content) {
      if (block instanceof Block.Text text) texts.add(text.text());
    }
    return texts;
  }

  private int indexOf(String text) {
    var end = text.length() - wanted.length();
    for (var at = 0; at <= end; at++) {
      if (text.regionMatches(true, at, wanted, 0, wanted.length())) return at;
    }
    return -1;
  }

  private String excerpt(String text, int at) {
    var from = whole(text, Math.max(0, at - CONTEXT));
    var to = whole(text, Math.min(text.length(), at + wanted.length() + CONTEXT));
    return (from > 0 ? "…" : "")
        + VisibleText.blanked(text.substring(from, to))
        + (to < text.length() ? "…" : "");
  }

  /** Returns the place, or the one before it when it would cut a character in two. */
  private static int whole(String text, int at) {
    var inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return inside ? at - 1 : at;
  }
}
