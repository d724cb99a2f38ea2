package dev.jackdaw.tui.compose;

import dev.jackdaw.api.files.IgnoreRules;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The names of all files and folders below a folder but for those that git ignores, and once
 * somebody asks what their sources define. They are collected by a thread of its own, the first
 * time something is looked for and again when what is known has become old; meanwhile there is what
 * was found so far. Looking for names belongs to one thread.
 */
public final class FileIndex implements AutoCloseable {
  private static final long FRESH_NANOS = 15_000_000_000L;

  private final Path root;
  private final Function<Path, IgnoreRules> rules;
  private final Runnable changed;
  private volatile FileNames names = FileNames.NONE;
  private final SymbolIndex symbols;
  private volatile boolean wantsSymbols;
  private volatile boolean hasSymbols;
  private volatile boolean isBuilding;
  private volatile long builtAt;
  private @Nullable Thread builder;

  /**
   * @param rules of a canonical folder
   * @param changed called by the thread that collects, when there is more than before
   */
  public FileIndex(Path root, Function<Path, IgnoreRules> rules, Runnable changed) {
    this.root = root;
    this.rules = rules;
    this.changed = changed;
    this.symbols = new SymbolIndex(root);
  }

  /** Returns whether names are being collected. */
  public boolean isBuilding() {
    return isBuilding;
  }

  /** Returns how many names are known. */
  public int size() {
    return names.count();
  }

  /** Begins to collect unless what is known is fresh. */
  public void refresh() {
    var isEnough = builder != null && (hasSymbols || !wantsSymbols);
    if (isBuilding || isEnough && System.nanoTime() - builtAt < FRESH_NANOS) return;
    isBuilding = true;
    builder = Thread.ofPlatform().daemon().name("jackdaw-files").unstarted(this::build);
    builder.start();
  }

  private void build() {
    try {
      var isFirst = names.count() == 0;
      var found = new FileWalk(root, rules).walk(isFirst ? this::publish : _ -> {});
      publish(found);
      if (wantsSymbols) {
        symbols.collect(found);
        hasSymbols = true;
      }
    } catch (RuntimeException e) {
      System.getLogger("dev.jackdaw.tui").log(System.Logger.Level.DEBUG, "no file names", e);
    } finally {
      builtAt = System.nanoTime();
      isBuilding = false;
      changed.run();
    }
  }

  private void publish(List<String> found) {
    if (names.isEqualTo(found)) return;
    names = new FileNames(found);
    changed.run();
  }

  /** Returns the names that fit best what was typed, the best first; all fit an empty text. */
  public List<String> find(String typed, int most) {
    refresh();
    return names.find(Fuzzy.pattern(typed), most);
  }

  /**
   * Returns what source files define that fits best what was typed. The first time it is asked for
   * files are read; until then there is nothing.
   */
  List<Symbol> symbols(String typed, int most) {
    wantsSymbols = true;
    refresh();
    return symbols.find(typed, most);
  }

  /** Stops collecting. */
  @Override
  public void close() {
    var thread = builder;
    if (thread != null) thread.interrupt();
  }
}
