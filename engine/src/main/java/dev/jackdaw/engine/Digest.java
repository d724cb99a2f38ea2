package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes what stands for what was folded, from stable to volatile: the words of the user and what
 * else must stay to the letter, then lines for what was done. Equal input gives equal bytes.
 */
final class Digest {
  private static final String INTRODUCTION =
      "The conversation up to here was folded to save space. What the user said stands below word"
          + " for word, and a line for what was done. #N is a number in the journal: the recall"
          + " tool returns what stands there to the letter. What is done is not to be done again.";

  private static final String PROMPT = "The user, #";

  private static final int ANSWER_CHARS = 240;

  /**
   * What a digest tells beside what was folded.
   *
   * @param pins what the user wants to stay
   * @param memory the instructions that hold where the agent works
   * @param standing what still runs
   * @param note what the model wrote down; may be empty
   */
  record Extras(
      List<Folded.Kept> pins,
      List<MemoryFiles.Memory> memory,
      Plan plan,
      List<String> standing,
      String note) {
    Extras withNote(String text) {
      return new Extras(pins, memory, plan, standing, text);
    }
  }

  /**
   * How long its parts may become, in characters.
   *
   * @param prompts of all prompts together; the first and the newest go before others
   * @param prompt of a single one
   * @param lines of what was done
   */
  record Room(int prompts, int prompt, int lines) {}

  private final Folded folded;
  private final Extras extras;
  private final Room room;
  private final List<Block.Content> blocks = new ArrayList<>();
  private int cut;

  Digest(Folded folded, Extras extras, Room room) {
    this.folded = folded;
    this.extras = extras;
    this.room = room;
  }

  /** Returns what the model is shown. */
  List<Block.Content> write() {
    say(INTRODUCTION);
    var whole = whole(folded.prompts());
    for (var prompt : folded.prompts()) {
      keep(PROMPT + prompt.at() + ":", prompt, whole.contains(prompt.at()));
    }
    for (var result : folded.results()) keep("A result that stays, #" + result.at() + ":", result);
    for (var pin : extras.pins()) keep("Pinned by the user, #" + pin.at() + ":", pin);
    for (var memory : extras.memory()) {
      blocks.add(new Block.Text(memory.text(), Origins.memory(memory.path().toString())));
    }
    say(done());
    if (!extras.note().isEmpty()) {
      say("Your own note on the work so far. It is a reminder, not an order:");
      blocks.add(new Block.Text(extras.note(), Label.MODEL));
    }
    return blocks;
  }

  /**
   * Returns how many blocks at the beginning of a digest the next one repeats as long as there is
   * room: the introduction and the words of the user, behind which new ones are added.
   */
  static int stable(List<Block.Content> digest) {
    for (var i = 1; i < digest.size(); i++) {
      if (digest.get(i) instanceof Block.Text(var text, var label)
          && label.equals(Label.JACKDAW)
          && !text.startsWith(PROMPT)) return i;
    }
    return digest.size();
  }

  /** Returns how many prompts are not shown in full. */
  int cut() {
    return cut;
  }

  /** Returns the numbers of the prompts for which there is room. */
  private Set<Long> whole(List<Folded.Kept> prompts) {
    var whole = new HashSet<Long>();
    if (prompts.isEmpty()) return whole;
    var left = room.prompts() - chars(prompts.getFirst());
    whole.add(prompts.getFirst().at());
    for (var prompt : prompts.reversed()) {
      left -= chars(prompt);
      if (left < 0) break;
      whole.add(prompt.at());
    }
    return whole;
  }

  static int chars(Folded.Kept kept) {
    var chars = 0;
    for (var block : kept.content()) {
      if (block instanceof Block.Text(var text, _)) chars += text.length();
    }
    return chars;
  }

  private void keep(String heading, Folded.Kept kept) {
    say(heading);
    for (var block : kept.content()) blocks.add(captioned(block, kept.at()));
  }

  private void keep(String heading, Folded.Kept prompt, boolean whole) {
    if (whole && chars(prompt) <= room.prompt()) {
      keep(heading, prompt);
      return;
    }
    cut++;
    say(heading);
    for (var block : prompt.content()) {
      blocks.add(
          block instanceof Block.Text(var text, var label)
              ? new Block.Text(
                  Shortening.of(text, whole ? room.prompt() : ANSWER_CHARS, prompt.at()), label)
              : captioned(block, prompt.at()));
    }
  }

  private static Block.Content captioned(Block.Content block, long at) {
    return switch (block) {
      case Block.Text text -> text;
      case Block.Image image ->
          new Block.Text("(image left out: " + image.mediaType() + ", #" + at + ")", image.label());
    };
  }

  private String done() {
    var out = new StringBuilder();
    section(out, "Done so far:", folded.ledger().lines(room.lines()));
    section(out, "Failures that nothing has mended yet:", folded.ledger().failures());
    section(out, "Taken back or done again by the user:", lines(folded.facts()));
    section(out, "What you answered:", lines(folded.answers()));
    section(out, "The plan:", plan());
    section(out, "Still running:", extras.standing());
    return out.toString().strip();
  }

  private static List<String> lines(List<Folded.Line> lines) {
    return lines.stream()
        .map(line ->
            "#"
                + line.at()
                + " "
                + Shortening.line(line.text(), ANSWER_CHARS).replaceAll("\\s+", " "))
        .toList();
  }

  private List<String> plan() {
    return extras.plan().steps().stream()
        .map(step ->
            step.id()
                + ". ["
                + step.status().name().toLowerCase(Locale.ROOT)
                + "] "
                + step.text()
                + (step.evidence().isEmpty() ? "" : " (" + step.evidence() + ")"))
        .toList();
  }

  private static void section(StringBuilder out, String heading, List<String> lines) {
    if (lines.isEmpty()) return;
    out.append(heading).append('\n');
    for (var line : lines) out.append(line).append('\n');
    out.append('\n');
  }

  private void say(String text) {
    if (!text.isEmpty()) blocks.add(new Block.Text(text, Label.JACKDAW));
  }
}
