package dev.jackdaw.benchmarks.context;

import java.util.ArrayList;
import java.util.List;

/** A provider's cache of prompts: what of a prompt it has, and what that costs. */
abstract sealed class PromptCache {
  static final double OUTPUT = 5;

  /** Tokens of a prompt by what they cost. */
  record Bill(long read, long written, long fresh) {}

  /** Returns how the provider counts the prompt. */
  abstract Bill send(View view, double now);

  /** Returns whether nothing that was sent before is left. */
  abstract boolean isCold(double now);

  /** The model or the tools are others now. */
  abstract void forget();

  /** Returns how much of so many tokens that did not change would be found. */
  abstract long found(long unchanged);

  /** Returns whether what was sent is still there after so many seconds. */
  abstract boolean keepsFor(double seconds);

  abstract double readPrice();

  abstract double writePrice();

  double price(Bill bill) {
    return readPrice() * bill.read() + writePrice() * bill.written() + bill.fresh();
  }

  /** Anthropic's: entries stand where marks were, each mark looks back 20 blocks. */
  static final class Marked extends PromptCache {
    private static final int LOOK_BACK = 20;
    private static final int FEWEST_TOKENS = 1_024;

    private record Entry(int pieces, double until) {}

    private final double lifetime;
    private final double write;
    private List<Entry> entries = new ArrayList<>();
    private double until = -1;

    Marked(double lifetimeSeconds, double write) {
      this.lifetime = lifetimeSeconds;
      this.write = write;
    }

    @Override
    Bill send(View view, double now) {
      entries.removeIf(entry -> entry.pieces() > view.intact() || entry.until() < now);
      var marks = marks(view);
      var hit = 0;
      for (var mark : marks) {
        for (var entry : entries) {
          var isSeen = entry.pieces() <= mark && mark - entry.pieces() < LOOK_BACK;
          if (isSeen) hit = Math.max(hit, entry.pieces());
        }
      }
      for (var mark : marks) {
        entries.removeIf(entry -> entry.pieces() == mark);
        if (view.tokens(mark) >= FEWEST_TOKENS) entries.add(new Entry(mark, now + lifetime));
      }
      until = now + lifetime;
      var total = view.tokens();
      if (total < FEWEST_TOKENS) return new Bill(0, 0, total);
      return new Bill(view.tokens(hit), total - view.tokens(hit), 0);
    }

    /** Behind the fixed part, what is stable, what was newest before, and what is newest. */
    private static int[] marks(View view) {
      return new int[] {1, view.stable(), Math.max(1, view.intact()), view.size()};
    }

    @Override
    boolean isCold(double now) {
      return until < now;
    }

    @Override
    void forget() {
      entries = new ArrayList<>();
      until = -1;
    }

    @Override
    long found(long unchanged) {
      return unchanged < FEWEST_TOKENS ? 0 : unchanged;
    }

    @Override
    boolean keepsFor(double seconds) {
      return seconds <= lifetime;
    }

    @Override
    double readPrice() {
      return 0.1;
    }

    @Override
    double writePrice() {
      return write;
    }
  }

  /** OpenAI's: the longest common beginning, from 1,024 tokens on in steps of 128. */
  static final class Automatic extends PromptCache {
    private static final int FEWEST_TOKENS = 1_024;
    private static final int STEP = 128;
    private static final double LIFETIME = 600;
    private double until = -1;

    @Override
    Bill send(View view, double now) {
      var hit = until < now ? 0 : found(view.tokens(view.intact()));
      until = now + LIFETIME;
      return new Bill(hit, 0, view.tokens() - hit);
    }

    @Override
    boolean isCold(double now) {
      return until < now;
    }

    @Override
    void forget() {
      until = -1;
    }

    @Override
    long found(long unchanged) {
      return unchanged < FEWEST_TOKENS ? 0 : unchanged / STEP * STEP;
    }

    @Override
    boolean keepsFor(double seconds) {
      return seconds <= LIFETIME;
    }

    @Override
    double readPrice() {
      return 0.1;
    }

    @Override
    double writePrice() {
      return 1;
    }
  }

  /** No cache at all. */
  static final class None extends PromptCache {
    @Override
    Bill send(View view, double now) {
      return new Bill(0, 0, view.tokens());
    }

    @Override
    boolean isCold(double now) {
      return false;
    }

    @Override
    void forget() {}

    @Override
    long found(long unchanged) {
      return 0;
    }

    @Override
    boolean keepsFor(double seconds) {
      return false;
    }

    @Override
    double readPrice() {
      return 1;
    }

    @Override
    double writePrice() {
      return 1;
    }
  }
}
