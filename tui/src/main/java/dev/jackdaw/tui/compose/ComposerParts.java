package dev.jackdaw.tui.compose;

import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a composer is made of.
 *
 * @param directory what {@code @} paths are relative to
 * @param commands what can be typed behind a slash, in the order it is offered
 * @param signs what the terminal can show
 * @param words completes what neither a command nor a file is
 */
public record ComposerParts(
    KeyBindings keys,
    Theme theme,
    Cells cells,
    ComposerSigns signs,
    History history,
    Path directory,
    FileIndex files,
    Supplier<List<SlashEntry>> commands,
    Pictures pictures,
    PasteLimit pasteLimit,
    WordSource words) {

  /** {@link MoreWords} that need not be told who hears of more. */
  @FunctionalInterface
  public interface WordSource {
    WordSource NONE = (_, _) -> List.of();

    List<SlashEntry.SlashArgument> of(List<String> before, String word);
  }

  /**
   * From when on a pasted text is shown as a placeholder.
   *
   * @param lines shown as they are, at most
   * @param chars shown as they are, at most
   */
  public record PasteLimit(int lines, int chars) {
    /** What fits a small screen. */
    public static final PasteLimit USUAL = new PasteLimit(10, 1_000);

    boolean isPassed(String text) {
      if (text.length() > chars) return true;
      return text.chars().filter(c -> c == '\n').count() >= lines;
    }
  }

  /** The signs in front of lines. */
  public record ComposerSigns(String prompt, String mark, String dots) {
    public static final ComposerSigns RICH = new ComposerSigns("›", "›", "…");
    public static final ComposerSigns ASCII = new ComposerSigns(">", ">", "...");
  }
}
