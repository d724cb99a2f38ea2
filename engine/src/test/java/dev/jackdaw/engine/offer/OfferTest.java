package dev.jackdaw.engine.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferTest {
  private static ToolSpec spec(String name, String description) {
    return new ToolSpec(name, description, Json.object().put("type", "object").build());
  }

  @Test
  void findsByWordsTheBestFirst() {
    var index =
        new ToolIndex(
            List.of(
                spec("mail_search_threads", "Finds threads of the mail by words."),
                spec("trackerCreateIssue", "Files a new bug."),
                spec("wiki_create_page", "Makes a page. Pages may link to issues of the tracker."),
                spec("wiki_delete_page", "Removes it.")));
    assertThat(index.find("create an issue", 5))
        .containsExactly("trackerCreateIssue", "wiki_create_page");
    assertThat(index.find("create an issue", 1)).containsExactly("trackerCreateIssue");
    assertThat(index.find("Thread", 5)).containsExactly("mail_search_threads");
    assertThat(index.find("wiki_delet_page", 1)).containsExactly("wiki_delete_page");
    assertThat(index.find("qqqq", 5)).isEmpty();
    assertThat(index.near("wikidelete_page")).first().isEqualTo("wiki_delete_page");
  }

  @Test
  void listsAsMuchAsThereIsRoomFor() {
    var specs = new ArrayList<ToolSpec>();
    for (var i = 10; i < 50; i++) {
      specs.add(spec("mcp__" + (i % 2 == 0 ? "mail" : "wiki") + "__do_" + i, "Does it. Well."));
    }
    assertThat(ToolListing.of(specs, 10_000))
        .startsWith("\n\nThere are:\n- mcp__mail__do_10: Does it\n");
    assertThat(ToolListing.of(specs, 1_000)).contains("mcp__mail__do_10, mcp__wiki__do_11");
    assertThat(ToolListing.of(specs, 100))
        .isEqualTo("\n\nThere are 40 tools: 20 mcp__mail__*, 20 mcp__wiki__*");
    var plain = List.of(spec("a", ""), spec("b", "x".repeat(200)), spec("c", ""));
    assertThat(ToolListing.of(plain, 10)).isEqualTo("\n\nThere are 3 tools.");
    assertThat(ToolListing.of(plain, 200)).contains("- b: " + "x".repeat(80) + "…");
  }
}
