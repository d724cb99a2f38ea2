package dev.jackdaw.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Session;
import dev.jackdaw.api.files.Removal;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.spring.JackdawProperties;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.contract.JournalContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Programs that were compiled against the baseline still link. What breaks them is named under
 * <i>Breaking</i> in CHANGELOG.md, among what is unreleased; then, and with each release, {@code
 * -Dgolden.update=true} renews the baseline. What is new breaks nobody, methods aside that somebody
 * would have to implement.
 */
class CompatibilityTest {
  private static final Path BASELINE = Path.of("src/test/resources/published.txt");
  private static final Path CHANGELOG = Path.of("../CHANGELOG.md");

  private static final List<Class<?>> PUBLISHED =
      List.of(
          Session.class,
          Removal.class,
          Json.class,
          Jackdaw.class,
          JackdawProperties.class,
          ScriptedModel.class,
          JournalContract.class);

  @Test
  void programsStillLink() throws IOException {
    var now = new TreeMap<String, List<String>>();
    for (var anchor : PUBLISHED) now.putAll(Signatures.of(anchor));
    var broken = Files.exists(BASELINE) ? Judge.broken(read(), now) : List.<String>of();
    var told = told(Files.readString(CHANGELOG));
    assertThat(broken.stream().filter(each -> !isTold(each, told)))
        .as(
            "what breaks programs compiled against the baseline; keep it, or name the type under"
                + " \"### Breaking\" in CHANGELOG.md and run this test with -Dgolden.update=true")
        .isEmpty();
    if (Boolean.getBoolean("golden.update")) write(now);
  }

  private static boolean isTold(String broken, String told) {
    var type = broken.substring(0, broken.indexOf(':'));
    return told.contains("`" + type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "`");
  }

  /** Returns the section of what breaks programs, as far as it is not released. */
  static String told(String changelog) {
    var start = changelog.indexOf("## Unreleased");
    var end = changelog.indexOf("\n## ", start + 1);
    var unreleased = changelog.substring(start, end < 0 ? changelog.length() : end);
    var breaking = unreleased.indexOf("### Breaking");
    if (breaking < 0) return "";
    var next = unreleased.indexOf("\n### ", breaking + 1);
    return unreleased.substring(breaking, next < 0 ? unreleased.length() : next);
  }

  private static Map<String, List<String>> read() throws IOException {
    var types = new TreeMap<String, List<String>>();
    var lines = new ArrayList<String>();
    for (var line : Files.readAllLines(BASELINE)) {
      if (!line.startsWith("  ")) {
        lines = new ArrayList<>();
        types.put(line, lines);
      } else {
        lines.add(line.strip());
      }
    }
    return types;
  }

  private static void write(Map<String, List<String>> types) throws IOException {
    var out = new StringBuilder();
    types.forEach((type, lines) -> {
      out.append(type).append('\n');
      for (var line : lines) out.append("  ").append(line).append('\n');
    });
    Files.writeString(BASELINE, out);
  }

  private static List<String> change(List<String> before, List<String> now) {
    return Judge.broken(Map.of("a.T", before), now.isEmpty() ? Map.of() : Map.of("a.T", now));
  }

  @Test
  void seesWhatBreaksPrograms() {
    var before = List.of("is class extends java.lang.Object", "method f()V", "method g(I)V");
    assertThat(change(before, before)).isEmpty();
    assertThat(change(before, List.of())).contains("a.T: CLASS_REMOVED");
    assertThat(change(before, List.of(before.getFirst(), "method f()V", "method g(J)V")))
        .containsExactly("a.T: g METHOD_REMOVED");
    assertThat(change(before, List.of(before.getFirst(), "method static f()V", "method g(I)V")))
        .containsExactly("a.T: f METHOD_NOW_STATIC");
    var more = new ArrayList<>(before);
    more.add("method h()V throws java.io.IOException");
    more.add("field final static X I");
    assertThat(change(before, more)).isEmpty();
    assertThat(change(more, before))
        .containsExactlyInAnyOrder("a.T: h METHOD_REMOVED", "a.T: X FIELD_REMOVED");
    var interfaced = List.of("is interface extends java.lang.Object", "method abstract f()V");
    var larger = new ArrayList<>(interfaced);
    larger.add("method abstract i()V");
    assertThat(change(interfaced, larger)).containsExactly("a.T: i METHOD_ADDED_TO_INTERFACE");
    assertThat(change(before, interfaced)).isNotEmpty();
  }

  @Test
  void believesTheChangelogAboutWhatIsUnreleased() {
    var changelog =
        """
        ## Unreleased

        ### Breaking
        - `Event.Gone` is gone.

        ### Added
        - `Other` is new.

        ## 1.0

        ### Breaking
        - `Old` is gone.
        """;
    assertThat(isTold("dev.jackdaw.api.Event$Gone: is gone", told(changelog))).isTrue();
    assertThat(isTold("dev.jackdaw.api.Other: is gone", told(changelog))).isFalse();
    assertThat(isTold("dev.jackdaw.api.Old: is gone", told(changelog))).isFalse();
  }
}
