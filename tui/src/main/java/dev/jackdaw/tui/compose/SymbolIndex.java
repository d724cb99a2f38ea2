package dev.jackdaw.tui.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the source files of a folder define. A file is read again when it changed. One thread
 * collects; what it found last may be looked through by another.
 */
final class SymbolIndex {
  private static final int MOST_SYMBOLS = 300_000;
  private static final int MOST_FILES = 30_000;

  /** A longer source is generated. */
  private static final long MOST_BYTES = 512 << 10;

  private final Path root;
  private Map<String, Scanned> scanned = Map.of();
  private volatile Table table = new Table(List.of());

  private record Scanned(FileTime changed, long size, List<Symbol> symbols) {}

  private static final class Table {
    private final List<Symbol> symbols;

    /** They tell of most symbols that they do not fit. */
    private final long[] masks;

    Table(List<Symbol> symbols) {
      this.symbols = List.copyOf(symbols);
      this.masks = symbols.stream().mapToLong(symbol -> Fuzzy.mask(symbol.name())).toArray();
    }
  }

  SymbolIndex(Path root) {
    this.root = root;
  }

  /** Reads what is new or has changed among the files. */
  void collect(List<String> paths) {
    var known = new HashMap<String, Scanned>();
    var all = new ArrayList<Symbol>();
    for (var path : paths) {
      if (Thread.currentThread().isInterrupted() || known.size() == MOST_FILES) break;
      if (!SymbolScan.isSource(path) || all.size() >= MOST_SYMBOLS) continue;
      var file = scanned(path);
      known.put(path, file);
      all.addAll(file.symbols());
    }
    scanned = known;
    table = new Table(all);
  }

  private Scanned scanned(String path) {
    var nothing = new Scanned(FileTime.fromMillis(0), -1, List.of());
    try {
      var file = root.resolve(path);
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      var before = scanned.getOrDefault(path, nothing);
      var changed = attributes.lastModifiedTime();
      if (before.changed().equals(changed) && before.size() == attributes.size()) return before;
      if (!attributes.isRegularFile() || attributes.size() > MOST_BYTES) return nothing;
      var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return new Scanned(changed, attributes.size(), SymbolScan.of(path, text));
    } catch (IOException _) {
      return nothing; // it is gone, or closed to us
    }
  }

  int size() {
    return table.symbols.size();
  }

  /**
   * Returns those that fit best, the best first; types come before functions, short places first.
   */
  List<Symbol> find(String typed, int most) {
    record Scored(Symbol symbol, int score) {}
    var pattern = Fuzzy.pattern(typed);
    var mask = Fuzzy.mask(pattern);
    var now = table;
    var found = new ArrayList<Scored>();
    for (var i = 0; i < now.masks.length; i++) {
      if ((mask & ~now.masks[i]) != 0) continue;
      var symbol = now.symbols.get(i);
      var score = Fuzzy.score(pattern, symbol.name());
      if (score != Fuzzy.NO) found.add(new Scored(symbol, score));
    }
    var order =
        Comparator.comparingInt(Scored::score)
            .reversed()
            .thenComparing(one -> one.symbol().kind().equals("function"))
            .thenComparingInt(one -> one.symbol().path().length());
    return found.stream().sorted(order).limit(most).map(Scored::symbol).toList();
  }
}
