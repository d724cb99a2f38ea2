package dev.jackdaw.engine.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever was said: slices are word for word, carry their label, and keep to what was allowed. */
class MemoirLawsTest {
  private record Case(Story story, List<Block.Text> said, String query, int maxTokens, long last) {
    @Override
    public String toString() {
      return "query \"" + query + "\", " + maxTokens + " tokens, of " + said;
    }
  }

  private static Case generate(RandomGenerator random, int size) {
    var story = new Story();
    var said = new ArrayList<Block.Text>();
    var last = 0L;
    for (var i = 0; i <= size / 4; i++) {
      var text = Generators.text(random, size) + "\nheron ".repeat(random.nextInt(1 + size * 4));
      var label = Generators.of(List.of(Story.COMMAND, Story.WEB, Label.USER), random);
      if (label.equals(Label.USER)) last = story.prompt(text);
      else last = story.call("bash", "{}", text, label);
      said.add(new Block.Text(text, label));
    }
    var words = Words.of(said.get(random.nextInt(said.size())).text());
    var query = words.isEmpty() ? "heron" : Generators.of(words, random);
    return new Case(story, said, query, 200 + random.nextInt(3_000), last);
  }

  @Test
  void hold() {
    Properties.forAll(
        MemoirLawsTest::generate,
        input -> {
          check(input, input.story().query(input.query(), input.maxTokens()));
          check(input, input.story().range(1, input.last(), input.maxTokens()));
        });
  }

  /** Whether the slice is a part of the text that cuts no character in two. */
  private static boolean isWhole(String text, String slice) {
    for (var at = text.indexOf(slice); at >= 0; at = text.indexOf(slice, at + 1)) {
      if (!splits(text, at) && !splits(text, at + slice.length())) return true;
    }
    return false;
  }

  private static boolean splits(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private static void check(Case input, ToolResult result) {
    var tokens = 0;
    for (var block : result.content()) {
      var text = ((Block.Text) block).text();
      tokens += Tokens.of(text);
      if (block.label().equals(Label.JACKDAW)) continue;
      assertThat(result.label().source()).isGreaterThanOrEqualTo(block.label().source());
      if (block.label().equals(Label.MODEL)) continue;
      var slice = text.substring(text.indexOf(":\n") + 2);
      assertThat(input.said())
          .as("%s", text)
          .anyMatch(said -> said.label().equals(block.label()) && isWhole(said.text(), slice));
    }
    assertThat(tokens).isLessThanOrEqualTo(input.maxTokens() + 120);
  }
}
