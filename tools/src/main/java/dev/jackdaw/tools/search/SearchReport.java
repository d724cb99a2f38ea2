package dev.jackdaw.tools.search;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.output.Room;
import dev.jackdaw.tools.output.Utf8;
import java.util.ArrayList;
import java.util.List;

/** What the model is told of a search, no more than it can use. Not thread-safe. */
final class SearchReport {
  private final Query.Found found;
  private final Query query;
  private final Workspace workspace;
  private final int limit;
  private final Room room;
  private final StringBuilder out = new StringBuilder();
  private final List<String> paths = new ArrayList<>();
  private int shown;
  private int bytes;

  private SearchReport(Query.Found found, Query query, int limit, Room room) {
    this.found = found;
    this.query = query;
    this.workspace = query.workspace();
    this.limit = limit;
    this.room = room;
  }

  /** Returns the result; {@code limit} is how many matching lines, or files, are shown at most. */
  static ToolResult of(Query.Found found, Query query, int limit, Room room, Label label) {
    return new SearchReport(found, query, limit, room).result(label);
  }

  private ToolResult result(Label label) {
    var matches = found.files().stream().mapToInt(Query.FileHits::matches).sum();
    for (var file : found.files()) {
      if (isFull()) break;
      paths.add(workspace.display(file.path()));
      switch (query.output()) {
        case CONTENT -> content(file);
        case FILES -> file(workspace.display(file.path()));
        case COUNT -> file(workspace.display(file.path()) + ": " + file.matches());
      }
    }
    notes(matches);
    var details =
        Json.object()
            .put("files", found.files().size())
            .put("matches", matches)
            .put("paths", Json.strings(paths));
    var text = out.toString().stripTrailing();
    return ToolResult.ok(text, found.files().isEmpty() ? Label.JACKDAW : label)
        .withDetails(details.build());
  }

  private boolean isFull() {
    return shown >= limit || bytes >= room.bytes();
  }

  private void file(String line) {
    out.append(line).append('\n');
    bytes += Utf8.length(line) + 1;
    shown++;
  }

  private void content(Query.FileHits file) {
    out.append(workspace.display(file.path())).append('\n');
    var last = 0;
    for (var line : file.lines()) {
      if (line.matches() && isFull() || bytes >= room.bytes()) break;
      if (last > 0 && line.number() > last + 1 && query.context() > 0) out.append("--\n");
      out.append(line.number()).append(line.matches() ? ':' : '-');
      out.append(line.text().replace('\0', '\u2400')).append('\n');
      last = line.number();
      bytes += Utf8.length(line.text()) + 6;
      if (line.matches()) shown++;
    }
    out.append('\n');
  }

  private void notes(int matches) {
    var files = found.files().size();
    if (files == 0) {
      out.append("No match for ").append(query.pattern()).append(" in ");
      out.append(workspace.display(query.start()));
      query.glob().ifPresent(glob -> out.append(" with glob ").append(glob));
      out.append(". Ignored files were not searched");
      if (query.hidden() == Walk.Hidden.SKIPPED) out.append(", nor hidden ones");
      out.append(query.isOneFile() ? "." : ", nor those that need permission to be read.");
    }
    var total = query.output() == SearchFiles.Output.CONTENT ? matches : files;
    if (shown < total) {
      var what = query.output() == SearchFiles.Output.CONTENT ? " matching lines in " : " files, ";
      out.append("[").append(shown).append(" of ").append(total).append(what);
      if (query.output() == SearchFiles.Output.CONTENT) out.append(files).append(" files; ");
      out.append("narrow it with path or glob, or raise limit]\n");
    }
    switch (found.end()) {
      case COMPLETE -> {}
      case OUT_OF_TIME ->
          out.append("\n[stopped: it took too long. Use a simpler pattern or a path]");
      case TOO_MANY -> out.append("\n[stopped: too many matches. Use a narrower pattern]");
    }
    if (found.skipped() > 0) {
      out.append("\n[").append(found.skipped()).append(" files over 32 MiB were not searched]");
    }
    if (found.unreadable() > 0) {
      out.append("\n[").append(found.unreadable()).append(" files could not be read]");
    }
    if (found.changed() > 0) {
      out.append("\n[").append(found.changed()).append(" files changed meanwhile; search again]");
    }
  }
}
