package dev.jackdaw.engine.memory;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Retention;
import dev.jackdaw.testkit.Generators;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SectionsTest {
  private static final List<String> PIECES =
      List.of(
          "# One",
          "## Two ##",
          "###### Six",
          "####### seven",
          "#none",
          "Title",
          "=====",
          "---",
          "- item",
          "> quote",
          "text",
          "",
          "   ",
          "```",
          "~~~~",
          "````java",
          "    # code",
          "\t# code",
          "<!-- keep: elide -->",
          "<!-- keep: pinned -->",
          "<!-- keep: soon -->",
          "<!-- a",
          "# hidden -->",
          "-->",
          "***",
          "| a |",
          "1. one",
          "## Three <!-- keep: drop -->",
          "\uFEFF# bom",
          "# \r",
          "@x.md");

  private static String markdown(RandomGenerator random, int size) {
    var text = new StringBuilder();
    for (var left = random.nextInt(size + 1); left > 0; left--) {
      text.append(Generators.of(PIECES, random)).append(random.nextInt(12) == 0 ? "" : "\n");
    }
    return random.nextInt(5) == 0 ? Generators.mutated(text.toString(), random) : text.toString();
  }

  private static List<String> headings(String text) {
    return Sections.of(text).list().stream()
        .map(section -> section.level() + " " + section.heading())
        .toList();
  }

  private static List<Optional<Retention>> marks(String text) {
    return Sections.of(text).list().stream().map(Section::keep).toList();
  }

  private static Optional<Retention> keep(Retention retention) {
    return Optional.of(retention);
  }

  @Test
  void joinedTheyAreTheTextAndTheirLinesFollowEachOther() {
    forAll(
        2_000,
        SectionsTest::markdown,
        text -> {
          var sections = Sections.of(text).list();
          assertThat(sections.stream().map(Section::text).collect(Collectors.joining()))
              .isEqualTo(text);
          var line = 1;
          for (var section : sections) {
            assertThat(section.line()).isEqualTo(line);
            line += section.lines();
            assertThat(section.text()).startsWith(section.beginning());
            assertThat(section.text()).startsWith(section.top(10));
          }
        });
  }

  @Test
  void aTextInAFenceHasNoHeadingsWhateverItIs() {
    forAll(
        500,
        SectionsTest::markdown,
        text -> {
          var fence = "`".repeat(40);
          assertThat(headings(fence + "\n" + text + "\n" + fence + "\n# End"))
              .containsExactly("0 ", "1 End");
        });
  }

  @Test
  void findsBothKindsOfHeadings() {
    assertThat(
            headings(
                "before\n\n# One #\ntext\nTwo\nlines\n===\nthree\n---\n- item\n---\n> q\n---\n"))
        .containsExactly("0 ", "1 One", "1 text Two lines", "2 three");
    assertThat(headings("#none\n####### seven\n    # code\n   ###### six\n#\n"))
        .containsExactly("0 ", "6 six", "1 ");
  }

  @Test
  void findsNoneInCodeCommentsAndHeads() {
    assertThat(headings("---\nname: x\n---\n```\n# no\n~~~\n# no\n```\n<!-- a\n# no\n-->\n# yes\n"))
        .containsExactly("0 ", "1 yes");
    assertThat(headings("- a list\n    ```sh\n# no\n    ```\nUse `<!--` here\n# yes\n"))
        .containsExactly("0 ", "1 yes");
  }

  @Test
  void aMarkHoldsUntilAHeadingOfTheSameLevel() {
    assertThat(
            marks(
                "# A\n\n<!-- keep: elide -->\ntext\n## B\n## C <!-- keep: pinned -->\n### D\n# E\n"))
        .containsExactly(
            keep(Retention.ELIDE),
            keep(Retention.ELIDE),
            keep(Retention.PINNED),
            keep(Retention.PINNED),
            Optional.empty());
    assertThat(marks("A\n=\n<!--keep:Summarize-->\nB\n-\n<!-- keep: DROP -->"))
        .containsExactly(keep(Retention.SUMMARISE), keep(Retention.DROP));
  }

  @Test
  void tellsOfMarksThatMeanNothing() {
    var sections =
        Sections.of(
            """
            <!-- keep: drop -->
            # A
            text
            <!-- keep: elide -->
            # B
            <!-- keep: forever -->
            <!-- keep: drop -->
            # C
            <!-- other -->
            <!-- keep: drop -->
            """);

    assertThat(sections.problems())
        .extracting(problem -> problem.line() + ": " + problem.text())
        .containsExactly(
            "1: the mark \"drop\" stands under no heading",
            "4: the mark \"elide\" stands under no heading",
            "6: \"keep: forever\" is unknown; it is pinned, summarise, elide or drop",
            "7: the section has a mark already");
    assertThat(sections.list().getLast().keep()).contains(Retention.DROP);
  }

  @Test
  void theBeginningIsTheFirstParagraph() {
    var section = Sections.of("# A\n<!-- keep: summarise -->\n\nfirst\nmore\n\nsecond\n").list();
    assertThat(section.getFirst().beginning())
        .isEqualTo("# A\n<!-- keep: summarise -->\n\nfirst\nmore\n");
    var code = Sections.of("# A\n```\na\n\nb\n```\n\nrest").list();
    assertThat(code.getFirst().beginning()).isEqualTo("# A\n```\na\n\nb\n```\n");
    var short_ = Sections.of("# A\n\nall\n\n\n").list();
    assertThat(short_.getFirst().beginning()).isEqualTo("# A\n\nall\n\n\n");
  }
}
