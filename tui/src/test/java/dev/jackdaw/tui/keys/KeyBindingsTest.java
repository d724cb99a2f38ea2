package dev.jackdaw.tui.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Golden;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.KeyBindings.Match;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.view.Row;
import dev.jackdaw.tui.view.Section;
import dev.jackdaw.tui.view.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyBindingsTest {
  private static final KeyBindings DEFAULTS = KeyBindings.defaults();

  private static KeyFile.Read read(String bindings) {
    return KeyFile.parse("{\"bindings\": [\n" + bindings + "\n]}");
  }

  private static Match find(KeyBindings bindings, Context context, String chord) {
    return bindings.find(context, Chord.parse(chord));
  }

  @Test
  void givesNoKeyTwoMeaningsInOneContext() {
    for (var context : Context.values()) {
      var seen = new HashMap<Chord, Action>();
      for (var action : Action.values()) {
        if (action.context() != context) continue;
        for (var chord : action.defaults())
          assertThat(seen.put(chord, action)).as(chord + "").isNull();
      }
      assertThat(DEFAULTS.conflicts(context)).isEmpty();
    }
  }

  @Test
  void describesEveryActionInAFewWords() {
    for (var action : Action.values()) {
      assertThat(action.help()).isNotBlank().doesNotEndWith(".");
      assertThat(action.text()).matches("[a-z]+(-[a-z]+)*");
    }
  }

  @Test
  void findsActionsAndTheBeginningsOfChords() {
    assertThat(find(DEFAULTS, Context.COMPOSER, "ctrl+x ctrl+e"))
        .isEqualTo(new Match.Found(Action.EDITOR));
    assertThat(find(DEFAULTS, Context.COMPOSER, "ctrl+x")).isEqualTo(new Match.Begun());
    assertThat(find(DEFAULTS, Context.COMPOSER, "f9")).isEqualTo(new Match.None());
    assertThat(DEFAULTS.find(Context.COMPOSER, new Key("R", true, false, false)))
        .isEqualTo(new Match.Found(Action.HISTORY_SEARCH));
    assertThat(DEFAULTS.key(Action.STASH)).isEqualTo("ctrl+s");
    assertThat(DEFAULTS.key(Action.TOGGLE_VIM)).isEmpty();
  }

  @Test
  void takesTheKeysOfTheUser() {
    var read =
        read(
            """
            {"context": "Composer", "bindings": {"ctrl+q": "stash", "ctrl+x ctrl+s": "stash", "ctrl+s": null,
              "meta+Enter": "submit"}},
            {"context": "view", "bindings": {"x": "view-close"}}
            """);
    assertThat(read.problems()).isEmpty();
    assertThat(read.bindings().keys(Action.STASH))
        .containsExactly(Chord.parse("ctrl+q"), Chord.parse("ctrl+x ctrl+s"));
    assertThat(find(read.bindings(), Context.COMPOSER, "ctrl+s")).isEqualTo(new Match.None());
    assertThat(find(read.bindings(), Context.COMPOSER, "alt+enter"))
        .isEqualTo(new Match.Found(Action.SUBMIT));
    assertThat(find(read.bindings(), Context.VIEW, "x"))
        .isEqualTo(new Match.Found(Action.VIEW_CLOSE));
    assertThat(find(read.bindings(), Context.VIEW, "q"))
        .isEqualTo(new Match.Found(Action.VIEW_CLOSE));
  }

  @Test
  void saysInWhichLineWhatIsWrong() {
    var read =
        read(
            """
            {"context": "composr", "bindings": {"ctrl+q": "stash"}},
            {"context": "composer", "bindings": {
              "ctrl+q": "stsh",
              "ctlr+w": "stash",
              "ctrl+entr": "stash",
              "ctrl+y": "view-close",
              "ctrl+e": 7,
              "ctrl+x": "undo"}}
            """);
    assertThat(read.problems())
        .containsExactly(
            "line 2: there is no context \"composr\", did you mean \"composer\"?; there are"
                + " composer, popup, search, vim, view, list, question",
            "line 4: there is no action \"stsh\" in composer, did you mean \"stash\"?",
            "line 5: \"ctlr+w\" is no key (no modifier: ctlr)",
            "line 6: \"ctrl+entr\" is no key (no key: entr), did you mean \"enter\"?",
            "line 7: there is no action \"view-close\" in composer; \"view-close\" belongs to view",
            "line 8: \"ctrl+e\" stands for the name of an action, or null",
            "line 9: \"ctrl+x ctrl+t\" (transpose) can never be pressed: \"ctrl+x\" is undo",
            "line 9: \"ctrl+x ctrl+u\" (undo) can never be pressed: \"ctrl+x\" is undo",
            "line 9: \"ctrl+x ctrl+r\" (redo) can never be pressed: \"ctrl+x\" is undo",
            "line 9: \"ctrl+x ctrl+p\" (expand-paste) can never be pressed: \"ctrl+x\" is undo",
            "line 9: \"ctrl+x ctrl+e\" (editor) can never be pressed: \"ctrl+x\" is undo");
    assertThat(find(read.bindings(), Context.COMPOSER, "ctrl+x"))
        .isEqualTo(new Match.Found(Action.UNDO));
  }

  @Test
  void keepsTheDefaultsWhenTheFileIsNoJson() {
    var read = KeyFile.parse("{\n\"bindings\": [,]}");
    assertThat(read.problems()).singleElement().asString().startsWith("line 2: it is no JSON");
    assertThat(KeyFile.parse("[]").problems())
        .containsExactly("line 1: expected an object with \"bindings\"");
    assertThat(KeyFile.parse("{\"bindings\": 1}").problems()).hasSize(1);
    assertThat(KeyFile.parse("{\"bindngs\": []}").problems())
        .containsExactly("line 1: there is no \"bindngs\"; expected \"bindings\"");
    assertThat(KeyFile.parse("").problems()).isEmpty();
  }

  @Test
  void readsAFileOrNone(@TempDir Path folder) throws IOException {
    var file = folder.resolve("keys.json");
    assertThat(KeyFile.read(file).problems()).isEmpty();
    Files.writeString(file, "{\"bindings\": [{\"context\": \"x\"}]}");
    assertThat(KeyFile.read(file).problems())
        .singleElement()
        .asString()
        .startsWith(file + ", line 1: ");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(KeyFile.read(file).problems()).hasSize(1);
  }

  @Test
  void showsTheTableAtAnyWidth() {
    Golden.check("keys/help-80.txt", String.join("\n", KeyHelp.lines(DEFAULTS, 80)) + "\n");
    for (var width = 20; width < 200; width++) {
      for (var line : KeyHelp.lines(DEFAULTS, width)) {
        assertThat(line.length()).isLessThanOrEqualTo(width);
      }
    }
  }

  @Test
  void translatesForWhatKnowsTheDefaultsOnly() {
    var read =
        read(
            """
            {"context": "view", "bindings": {"x": "view-close", "q": null, "j": "view-up", "ctrl+x j": "view-up"}}
            """);
    var keys = read.bindings();
    assertThat(keys.usual(Context.VIEW, Key.of("x"))).contains(Key.of("escape"));
    assertThat(keys.usual(Context.VIEW, Key.of("escape"))).contains(Key.of("escape"));
    assertThat(keys.usual(Context.VIEW, Key.of("q"))).isEmpty();
    assertThat(keys.usual(Context.VIEW, Key.of("j"))).contains(Key.of("up"));
    assertThat(keys.usual(Context.VIEW, Key.of("z"))).contains(Key.of("z"));
    assertThat(read.problems())
        .containsExactly("line 2: \"ctrl+x j\" is several keys; only composer takes such");
    for (var action : Action.values()) {
      for (var chord : action.defaults()) {
        if (chord.keys().size() > 1) continue;
        var key = chord.keys().getFirst();
        assertThat(DEFAULTS.usual(action.context(), key)).contains(key);
      }
    }
  }

  @Test
  void viewsListsAndQuestionsHaveTheKeysOfTheUserAndNameThem() {
    var keys =
        read("""
        {"context": "view", "bindings": {"x": "view-close", "q": null, "escape": null}},
        {"context": "list", "bindings": {"ctrl+e": "list-accept", "enter": null}},
        {"context": "question", "bindings": {"j": "question-yes", "y": null}}
        """)
            .bindings();
    var ink = new Ink(Theme.plain(), Signs.in(StandardCharsets.UTF_8));
    var text = new View.Text("T", List.of(Section.of(Role.TEXT, "word")));
    var view = text.dialog(ink, keys, _ -> {});
    assertThat(Frames.of(view, 80, 5)).contains("x leaves, / searches");
    assertThat(view.heard(pressed("q"))).isEmpty();
    view.heard(pressed("/"));
    assertThat(view.heard(pressed("x"))).isEmpty();
    assertThat(Frames.of(view, 80, 5)).contains("/x");
    view.heard(pressed("enter"));
    assertThat(view.heard(pressed("x"))).contains("");

    var list = new View.Picker("P", List.of(new Row("one", "", "/one")), "takes it");
    var picker = list.dialog(ink, keys, _ -> {});
    assertThat(Frames.of(picker, 80, 5)).contains("Esc leaves, ctrl+e takes it");
    assertThat(picker.heard(pressed("enter"))).isEmpty();
    assertThat(picker.heard(pressed("ctrl+e"))).contains("/one");
    assertThat(keys.now(Context.QUESTION, "y")).isEqualTo("j");
    assertThat(keys.now(Context.QUESTION, "n")).isEqualTo("n");
    assertThat(keys.usual(Optional.of(Context.QUESTION), pressed("j"))).contains(pressed("y"));
    assertThat(keys.usual(Optional.empty(), pressed("j"))).contains(pressed("j"));
  }

  private static Input pressed(String key) {
    return new Input.Pressed(Key.parse(key));
  }
}
