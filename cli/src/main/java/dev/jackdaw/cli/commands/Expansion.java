package dev.jackdaw.cli.commands;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Prompt;
import dev.jackdaw.api.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a prompt of the body of a command: {@code $ARGUMENTS} and {@code $1} to {@code $9} are what
 * was typed, {@code !`command`} is what a command prints, {@code @file} is what a file holds. What
 * was typed is never looked through for the last two. Used once.
 */
public final class Expansion {
  /** A command, a file, or nothing of both: what is neither stays text. */
  private static final Pattern INSERTION =
      Pattern.compile("!`([^`\\n]+)`|(?<=^|[\\s(])@([^\\s`\"'<>|*?]+)", Pattern.MULTILINE);

  private static final Pattern ARGUMENT = Pattern.compile("\\$(ARGUMENTS|[1-9])(?![0-9A-Za-z_])");

  /** What a shell takes as it is written, in quotes or not, and no program as an option. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./:@%+,=~^][A-Za-z0-9_./:@%+,=~^-]*");

  private static final int MAX_INSERTIONS = 30;

  private final Path directory;
  private final Label label;
  private final String typed;
  private final List<String> words;
  private final List<Prompt.Part> parts = new ArrayList<>();

  /**
   * What is needed for it.
   *
   * @param directory where files are looked for
   * @param label whose words the body is made of
   * @param typed what was typed behind the command
   */
  public Expansion(Path directory, Label label, String typed) {
    this.directory = directory;
    this.label = label;
    this.typed = typed.strip();
    this.words = Words.of(typed);
  }

  /**
   * Returns the parts of the prompt.
   *
   * @throws JackdawException of kind user when what was typed cannot be put into a command
   */
  public List<Prompt.Part> of(String body) {
    var found = INSERTION.matcher(body).results().toList();
    var at = 0;
    for (var match : found) {
      var part = insertion(match);
      if (part == null || parts.size() > 2 * MAX_INSERTIONS) continue;
      say(body.substring(at, match.start()));
      parts.add(part);
      at = match.end() - (match.group(2) == null ? 0 : trailing(match.group(2)));
    }
    say(body.substring(at));
    if (!typed.isEmpty() && !ARGUMENT.matcher(body).find()) {
      parts.add(new Prompt.Part.Said(new Block.Text("ARGUMENTS: " + typed, Label.USER)));
    }
    return parts;
  }

  private void say(String text) {
    var filled = ARGUMENT.matcher(text).replaceAll(match -> quoted(argument(match.group(1))));
    if (!filled.isBlank()) {
      parts.add(new Prompt.Part.Said(new Block.Text(filled.strip(), label)));
    }
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private String argument(String name) {
    if (name.equals("ARGUMENTS")) return typed;
    var number = Integer.parseInt(name);
    return number <= words.size() ? words.get(number - 1) : "";
  }

  private Prompt.@Nullable Part insertion(MatchResult match) {
    if (match.group(1) != null) {
      var command = match.group(1).strip();
      return new Prompt.Part.LookedUp(
          "bash", Json.object().put("command", filled(command)).build());
    }
    var name = match.group(2).substring(0, match.group(2).length() - trailing(match.group(2)));
    var file = ARGUMENT.matcher(name).replaceAll(found -> quoted(argument(found.group(1))));
    return isFile(file)
        ? new Prompt.Part.LookedUp("read", Json.object().put("path", file).build())
        : null;
  }

  /** Returns how many marks at its end belong to the sentence. */
  private static int trailing(String name) {
    return name.length() - name.replaceAll("[.,;:)]+$", "").length();
  }

  /** What is typed must not become another command. */
  private String filled(String command) {
    return ARGUMENT
        .matcher(command)
        .replaceAll(match -> {
          var name = match.group(1);
          var wanted = name.equals("ARGUMENTS") ? words : List.of(argument(name));
          for (var word : wanted) {
            if (!word.isEmpty() && !PLAIN.matcher(word).matches()) throw notPlain(word, command);
          }
          return quoted(String.join(" ", wanted));
        });
  }

  private static JackdawException notPlain(String word, String command) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "bad-argument",
        "\""
            + word
            + "\" cannot be put into the command \""
            + command
            + "\": only letters, digits and ._/:@%+,=~^- can, and no option. Nothing was run.");
  }

  private boolean isFile(String name) {
    try {
      return !name.isEmpty() && directory.resolve(name).toFile().isFile();
    } catch (InvalidPathException _) {
      return false;
    }
  }
}
