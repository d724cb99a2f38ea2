package dev.jackdaw.policy.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out which commands of a pipeline print file names, and which only leave some out. */
final class NameSources {
  private static final Set<String> GREP_FILTERS = Set.of("v", "i", "E", "F", "w", "x", "P");
  private static final Set<String> GIT_LISTS =
      Set.of("-c", "--cached", "-m", "--modified", "-o", "--others", "--exclude-standard", "--");
  private static final Set<String> SORTING = Set.of("-u", "-r", "-ru", "-ur", "-n", "-V");

  private NameSources() {}

  /** Returns the names a command prints, given those that the one before it printed. */
  static Optional<NameList> printedBy(
      List<Argument> words, Optional<NameList> before, Judge judge) {
    if (words.getFirst().text().equals("ls")) return ofListing(words);
    if (!words.stream().allMatch(Argument::isExact)) return Optional.empty();
    var texts = words.stream().map(Argument::text).toList();
    Optional<NameList> names =
        switch (texts.getFirst()) {
          case "find" -> judge.found();
          case "rg" ->
              ofSearch(texts, Set.of("--files", "-l", "--files-with-matches"), "-0", "--null");
          case "git" -> ofGit(texts, judge);
          case "grep" -> ofSearch(texts, Set.of("-l", "--files-with-matches"), "-Z", "--null");
          case "head", "tail" -> before.filter(_ -> isSlice(texts));
          case "sort" -> before.filter(_ -> SORTING.containsAll(texts.subList(1, texts.size())));
          case "uniq" -> before.filter(_ -> texts.size() == 1);
          default -> Optional.empty();
        };
    if (names.isPresent() || !isFilter(texts)) return names;
    return before.filter(list -> !list.ended());
  }

  /** Files that git knows lie below, but may be links, and be called anything. */
  private static Optional<NameList> ofGit(List<String> texts, Judge judge) {
    if (texts.size() < 2 || !texts.get(1).equals("ls-files")) return Optional.empty();
    var ended = false;
    for (var text : texts.subList(2, texts.size())) {
      if (text.equals("-z")) ended = true;
      else if (text.startsWith("-") && !GIT_LISTS.contains(text)) return Optional.empty();
    }
    if (!ended && !judge.isIndexTidy()) return Optional.empty();
    var others = texts.stream().anyMatch(text -> text.matches("-[a-z]*o[a-z]*|--others"));
    return Optional.of(new NameList(List.of("."), ended, false, true, !ended && !others));
  }

  /** Names without the folder in front: they are taken for those of the folder one is in. */
  private static Optional<NameList> ofListing(List<Argument> words) {
    for (var word : words.subList(1, words.size())) {
      var text = word.text();
      var isOption = text.startsWith("-");
      if (isOption ? !text.matches("-[1AdtrSv]+") : text.startsWith("/") || text.contains("..")) {
        return Optional.empty();
      }
      if (!word.isExact() && word.shape() != Argument.Shape.MANY_NAMES) return Optional.empty();
    }
    return Optional.of(new NameList(List.of("."), false, false, true));
  }

  private static boolean isSlice(List<String> texts) {
    return texts.size() == 2 && texts.get(1).matches("-n?[0-9]+")
        || texts.size() == 3 && texts.get(1).equals("-n") && texts.get(2).matches("[-+]?[0-9]+")
        || texts.size() == 1;
  }

  /** {@code grep} with one pattern and no file, and no option that changes what is printed. */
  private static boolean isFilter(List<String> texts) {
    if (!Set.of("grep", "egrep", "fgrep").contains(texts.getFirst())) return false;
    var patterns = 0;
    for (var text : texts.subList(1, texts.size())) {
      if (!text.startsWith("-")) patterns++;
      else if (!GREP_FILTERS.containsAll(List.of(text.substring(1).split("")))) return false;
    }
    return patterns == 1;
  }

  /** The names of files that a search found: links are among them only when they were named. */
  private static Optional<NameList> ofSearch(
      List<String> texts, Set<String> listing, String zero, String zeroWord) {
    var search = texts.getFirst();
    var lists = false;
    var ended = false;
    var operands = new ArrayList<String>();
    for (var text : texts.subList(1, texts.size())) {
      if (listing.contains(text)) lists = true;
      else if (text.equals(zeroWord)) ended = true;
      else if (text.startsWith("--")) return Optional.empty();
      else if (text.startsWith("-")) {
        if (!text.matches("-[rlivwnFEI0Z]+")) return Optional.empty();
        lists |= text.contains("l");
        ended |= text.contains(zero.substring(1));
      } else operands.add(text);
    }
    if (!lists) return Optional.empty();
    var named = texts.contains("--files") ? operands : rest(operands);
    if (search.equals("grep") && named.isEmpty()) return Optional.empty();
    var bare = named.isEmpty();
    return Optional.of(new NameList(bare ? List.of(".") : List.copyOf(named), ended, false, bare));
  }

  private static List<String> rest(List<String> operands) {
    return operands.isEmpty() ? operands : operands.subList(1, operands.size());
  }
}
