package dev.jackdaw.tui.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private static final Ink INK = new Ink(Theme.plain(), Signs.in(StandardCharsets.UTF_8));

  private static void add(StringBuilder out, String name, Trouble trouble) {
    out.append("== ").append(name).append('\n');
    for (var line : trouble.lines(INK)) out.append(line).append('\n');
  }

  /** All that can be said is reviewed as one text. */
  @Test
  void saysWhatHappenedWhyAndWhatToDo() {
    var out = new StringBuilder();
    for (var failure : ModelException.Failure.values()) {
      var e = new ModelException(failure, "WHY.");
      add(out, e.code(), Trouble.of(e));
    }
    for (var code :
        new String[] {
          "context-irreducible", "disk-full", "journal-write-failed", "session-locked", "no-key"
        }) {
      add(out, code, Trouble.of(new JackdawException(Kind.ENVIRONMENT, code, "WHY.")));
    }
    for (var kind : Kind.values()) {
      add(out, kind.name(), Trouble.of(new JackdawException(kind, "other", "WHY.")));
    }
    for (var limit : Outcome.Limit.values()) {
      add(out, "limit " + limit, Trouble.of(new Outcome.LimitReached(limit, "WHY.")).orElseThrow());
    }
    add(out, "blocked", Trouble.of(new Outcome.Blocked("", "WHY.")).orElseThrow());
    Golden.check("troubles.txt", out.toString());
  }

  @Test
  void keepsTheCausesForWhoeverLooksCloser() {
    var e =
        new JackdawException(
            Kind.ENVIRONMENT,
            "disk-full",
            "No room for \u001b[2J the journal.",
            new IOException("No space left", new IOException("errno 28")));
    var trouble = Trouble.of(e);
    var view = trouble.view().dialog(INK, _ -> {});
    assertThat(Frames.of(view, 80, 20))
        .contains("the journal.", "disk-full", "because of java.io.IOException: No space left")
        .contains("errno 28");
    assertThat(trouble.lines(INK).toString()).contains("␛[2J").doesNotContain("\u001b");
  }

  @Test
  void isNoneWhereNothingWentWrong() {
    assertThat(Trouble.of(new Outcome.Finished("x"))).isEmpty();
    assertThat(Trouble.of(new Outcome.Interrupted())).isEmpty();
  }
}
