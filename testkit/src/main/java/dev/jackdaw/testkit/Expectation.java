package dev.jackdaw.testkit;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a scripted turn wants of the request it answers. An empty list wants nothing.
 *
 * @param resultContains texts that the results of the last calls hold
 * @param resultLacks texts that they do not hold
 * @param resultStatus how each of the last calls ended, such as {@code ok}
 * @param promptContains texts that the last words of a person hold
 * @param systemContains texts that the system prompt holds
 * @param toolsInclude tools that are offered
 * @param toolsExclude tools that are not offered
 */
public record Expectation(
    List<String> resultContains,
    List<String> resultLacks,
    List<String> resultStatus,
    List<String> promptContains,
    List<String> systemContains,
    List<String> toolsInclude,
    List<String> toolsExclude) {

  public static final Expectation NONE =
      new Expectation(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private static final int SHOWN_CHARS = 400;

  public Expectation {
    resultContains = List.copyOf(resultContains);
    resultLacks = List.copyOf(resultLacks);
    resultStatus = List.copyOf(resultStatus);
    promptContains = List.copyOf(promptContains);
    systemContains = List.copyOf(systemContains);
    toolsInclude = List.copyOf(toolsInclude);
    toolsExclude = List.copyOf(toolsExclude);
  }

  /** Returns the expectation that the last results hold these texts. */
  public static Expectation resultContains(String... texts) {
    return new Expectation(
        List.of(texts), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** Returns the expectation that each of the last calls ended like this. */
  public static Expectation resultStatus(String... status) {
    return new Expectation(
        List.of(), List.of(), List.of(status), List.of(), List.of(), List.of(), List.of());
  }

  /** Returns what was expected and what came instead, or nothing when all is as expected. */
  Optional<String> unmet(ModelRequest request) {
    if (wantsNothing()) return Optional.empty();
    var results = Requests.lastResults(request);
    return lacking("the last result", Requests.text(results), resultContains)
        .or(() -> holding(Requests.text(results), resultLacks))
        .or(() -> status(results))
        .or(() -> lacking("the last prompt", Requests.lastPrompt(request), promptContains))
        .or(() -> lacking("the system prompt", Requests.system(request), systemContains))
        .or(() -> tools(request.tools().stream().map(ToolSpec::name).toList()));
  }

  /**
   * Comparing with {@link #NONE} would cost start-up: equality of records is made when first met.
   */
  private boolean wantsNothing() {
    return resultContains.isEmpty()
        && resultLacks.isEmpty()
        && resultStatus.isEmpty()
        && promptContains.isEmpty()
        && systemContains.isEmpty()
        && toolsInclude.isEmpty()
        && toolsExclude.isEmpty();
  }

  private static Optional<String> lacking(String where, String text, List<String> wanted) {
    for (var want : wanted) {
      if (!text.contains(want)) {
        return Optional.of(where + " to contain \"" + want + "\" but it was " + shown(text));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> holding(String text, List<String> unwanted) {
    for (var want : unwanted) {
      if (text.contains(want)) {
        return Optional.of(
            "the last result not to contain \"" + want + "\" but it was " + shown(text));
      }
    }
    return Optional.empty();
  }

  private Optional<String> status(List<Block.Result> results) {
    if (resultStatus.isEmpty()) return Optional.empty();
    var came =
        results.stream()
            .map(result -> result.result().status().name().toLowerCase(Locale.ROOT))
            .toList();
    return came.equals(resultStatus)
        ? Optional.empty()
        : Optional.of(
            "the last calls to end with "
                + resultStatus
                + " but it was "
                + came
                + ": "
                + shown(Requests.text(results)));
  }

  private Optional<String> tools(List<String> offered) {
    for (var name : toolsInclude) {
      if (!offered.contains(name)) {
        return Optional.of("the tool " + name + " to be offered but there are " + offered);
      }
    }
    for (var name : toolsExclude) {
      if (offered.contains(name)) {
        return Optional.of("the tool " + name + " not to be offered but there are " + offered);
      }
    }
    return Optional.empty();
  }

  private static String shown(String text) {
    if (text.isEmpty()) return "empty";
    if (text.length() <= SHOWN_CHARS) return "\"" + text + "\"";
    return "\"" + text.substring(0, SHOWN_CHARS) + "...\" (" + text.length() + " characters)";
  }
}
