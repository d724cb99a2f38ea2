package dev.jackdaw.cli.mcp;

import dev.jackdaw.mcp.Completions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completes words by asking servers in the background: whoever types gets what is known by now, and
 * hears when there is more. Only what was typed last is asked for. Safe for use by several threads.
 */
final class TypedWords {
  private static final long FRESH_NANOS = 20_000_000_000L;
  private static final int MOST = 64;

  private final Completions completions;

  /** What was typed. */
  private record Typed(List<String> before, String word) {
    Typed {
      before = List.copyOf(before);
    }
  }

  private record Known(List<Completions.Word> words, long at) {
    boolean isFresh() {
      return System.nanoTime() - at < FRESH_NANOS;
    }
  }

  private final Map<Typed, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Typed, Known> eldest) {
          return size() > MOST;
        }
      }; // guarded by this

  private @Nullable Typed wanted; // guarded by this
  private Runnable changed = () -> {}; // guarded by this
  private boolean working; // guarded by this

  TypedWords(Completions completions) {
    this.completions = completions;
  }

  /** Returns what is known by now of what the word can become; {@code more} runs when it grew. */
  synchronized List<Completions.Word> of(List<String> before, String word, Runnable more) {
    var typed = new Typed(before, word);
    var found = known.get(typed);
    if (found != null && found.isFresh()) return found.words();
    wanted = typed;
    changed = more;
    if (!working) {
      working = true;
      Thread.ofPlatform().daemon().name("completions").start(this::work);
    }
    return found == null ? List.of() : found.words();
  }

  private synchronized @Nullable Typed next() {
    var typed = wanted;
    wanted = null;
    working = typed != null;
    return typed;
  }

  private synchronized Runnable learned(Typed typed, List<Completions.Word> words) {
    known.remove(typed);
    known.put(typed, new Known(words, System.nanoTime()));
    return words.isEmpty() ? () -> {} : changed;
  }

  private void work() {
    try {
      for (var typed = next(); typed != null; typed = next()) {
        learned(typed, completions.of(typed.before(), typed.word())).run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      System.getLogger(TypedWords.class.getName())
          .log(System.Logger.Level.WARNING, "completing", e);
    } finally {
      synchronized (this) {
        working = false;
      }
    }
  }
}
