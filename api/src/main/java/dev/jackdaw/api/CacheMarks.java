package dev.jackdaw.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a conversation is marked for a prompt cache that has entries only at marks, and looks for
 * one at most 20 blocks before each, as that of Anthropic's models. The marks follow from the
 * conversation alone, so that whoever resumes it finds what was written before.
 *
 * <p>The end of the user's last turn but one is where the newest mark of the request before stood:
 * with a mark there again, however many calls a turn makes, all that was written is found. Only
 * where that request was never answered it ended inside the last turn, which is therefore marked in
 * steps when it is long.
 */
public final class CacheMarks {
  /** The most a request may have. */
  public static final int MOST = 4;

  /** Blocks from one mark of a turn to the next, well within what is looked back. */
  private static final int STEP = 18;

  /**
   * A turn as it is sent.
   *
   * @param results how many of its blocks, all at its beginning, are results of calls
   * @param blocks all of them, at least one
   */
  public record Turn(boolean isFromUser, int results, int blocks) {}

  /**
   * A block to mark.
   *
   * @param block counts from 0 within the turn
   * @param isStable whether it is part of what stays as it is for long: the first turn, which is
   *     the first prompt or what earlier turns were folded into
   */
  public record Mark(int turn, int block, boolean isStable) {}

  private final List<Turn> turns;
  private final int most;
  private final List<Mark> marks = new ArrayList<>();

  private CacheMarks(List<Turn> turns, int most) {
    this.turns = turns;
    this.most = most;
  }

  /** Chooses the blocks to mark of a conversation that was not folded. */
  public static List<Mark> of(List<Turn> turns, int most, boolean isForgetful) {
    return of(turns, most, isForgetful, 0);
  }

  /**
   * Chooses the blocks of a conversation to mark, in no order.
   *
   * @param most at least 2
   * @param stable how many blocks of the first turn a later fold repeats; a mark behind them lets
   *     the request after it find them
   * @param isForgetful whether the model drops the thinking of closed tool loops, so that all
   *     behind it is read anew when a person speaks; what comes before is then found where the
   *     person spoke the time before
   */
  public static List<Mark> of(List<Turn> turns, int most, boolean isForgetful, int stable) {
    var chosen = new CacheMarks(turns, most);
    chosen.choose(isForgetful, stable);
    return List.copyOf(chosen.marks);
  }

  private void choose(boolean isForgetful, int stable) {
    var last = userTurnBefore(turns.size());
    if (last < 0) return;
    end(last);
    if (isForgetful && turns.get(last).results() == 0) end(promptBefore(last));
    else end(userTurnBefore(last));
    steps(last);
    if (stable > 0) mark(0, Math.min(stable, turns.getFirst().blocks()) - 1);
    end(userTurnBefore(last));
    end(userTurnBefore(1));
  }

  private void steps(int turn) {
    var end = turns.get(turn).blocks() - 1;
    for (var block = end - STEP; block >= turns.get(turn).results(); block -= STEP) {
      mark(turn, block);
    }
  }

  private int userTurnBefore(int turn) {
    for (var i = turn - 1; i >= 0; i--) if (turns.get(i).isFromUser()) return i;
    return -1;
  }

  private int promptBefore(int turn) {
    for (var i = turn - 1; i >= 0; i--) {
      if (turns.get(i).isFromUser() && turns.get(i).results() == 0) return i;
    }
    return -1;
  }

  private void end(int turn) {
    if (turn >= 0) mark(turn, turns.get(turn).blocks() - 1);
  }

  private void mark(int turn, int block) {
    var mark = new Mark(turn, block, turn == 0);
    if (marks.size() < most && !marks.contains(mark)) marks.add(mark);
  }
}
