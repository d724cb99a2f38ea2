package dev.jackdaw.cli.memory;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.engine.MemoryFiles;
import dev.jackdaw.engine.memory.Excerpts;
import dev.jackdaw.engine.memory.Excerpts.Excerpt;
import dev.jackdaw.engine.memory.Places;
import dev.jackdaw.engine.memory.Source;
import dev.jackdaw.engine.memory.Tokens;
import dev.jackdaw.engine.memory.Treated.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory files of a folder as a session there would have them.
 *
 * @param places calls files what the model calls them
 * @param cap tokens that are shown
 * @param start in force from the start
 * @param found in force once the agent works on paths that were named, each with those that come
 *     with it
 * @param waiting rules of other paths
 */
record Survey(
    Places places,
    long cap,
    Optional<ModelInfo> model,
    List<Source> start,
    List<List<Source>> found,
    List<Source> waiting) {

  Survey {
    start = List.copyOf(start);
    found = List.copyOf(found);
    waiting = List.copyOf(waiting);
  }

  /**
   * Looks at the disk.
   *
   * @param wantedCap tokens that are shown; 0 for the usual cap
   * @param paths where the agent would work
   */
  static Survey of(
      MemoryFiles files,
      Path directory,
      long wantedCap,
      Optional<ModelInfo> model,
      List<Path> paths) {
    var window = model.map(ModelInfo::window).orElse(0);
    files.initial(window);
    var start = new ArrayList<Source>();
    var waiting = new ArrayList<Source>();
    for (var source : files.all()) (source.paths().isEmpty() ? start : waiting).add(source);
    var found = new ArrayList<List<Source>>();
    for (var path : paths) {
      var here = files.foundBy(path);
      if (!here.isEmpty()) found.add(here);
      waiting.removeAll(here);
    }
    var cap = wantedCap > 0 ? wantedCap : Excerpts.cap(window);
    return new Survey(new Places(directory), cap, model, start, found, waiting);
  }

  /** Returns the files that are capped together. */
  List<List<Source>> batches() {
    var batches = new ArrayList<List<Source>>();
    batches.add(start);
    batches.addAll(found);
    for (var rule : waiting) batches.add(List.of(rule));
    return batches;
  }

  Excerpts excerpts(List<Source> batch, Stage stage) {
    return Excerpts.bySection(batch, cap, stage, places);
  }

  /** Returns every file with its sections as they are after a fold. */
  List<Excerpt> all() {
    var all = new ArrayList<Excerpt>();
    for (var batch : batches()) all.addAll(excerpts(batch, Stage.FOLDED).list());
    return all;
  }

  /** Returns the tokens of what is in force from the start, and of what the paths bring. */
  long tokens(Stage stage) {
    var tokens = 0L;
    for (var batch : batches().subList(0, 1 + found.size())) {
      for (var excerpt : excerpts(batch, stage).list()) tokens += Tokens.of(excerpt.text());
    }
    return tokens;
  }

  boolean isInForce(Source source) {
    return !waiting.contains(source);
  }

  String name(Source source) {
    return places.display(source.path());
  }

  /** Returns what so many tokens cost in each request that reads them from the cache. */
  Optional<Double> dollars(long tokens) {
    return model.flatMap(ModelInfo::prices).map(prices -> prices.cacheRead() * tokens / 1e6);
  }

  /** Returns whose a file is and when it counts, for people. */
  String why(Source source) {
    var kind = source.place().kind().text();
    return source.paths().isEmpty() ? kind : kind + ", for " + String.join(", ", source.paths());
  }
}
