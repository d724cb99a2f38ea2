package dev.jackdaw.tui.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThemesTest {
  private static final Rgb BLACK = new Rgb(0, 0, 0);
  private static final Rgb WHITE = new Rgb(255, 255, 255);

  private static final List<NamedTheme> WITH_BACKGROUND =
      List.of(
          BuiltInThemes.DARK,
          BuiltInThemes.LIGHT,
          BuiltInThemes.HIGH_CONTRAST_DARK,
          BuiltInThemes.HIGH_CONTRAST_LIGHT,
          BuiltInThemes.COLOUR_BLIND_DARK,
          BuiltInThemes.COLOUR_BLIND_LIGHT);

  @ParameterizedTest
  @EnumSource
  void everyRoleOfEveryThemeCanBeRead(Role role) {
    for (var theme : WITH_BACKGROUND) {
      var least = theme.name().startsWith("high") ? 7 : 4.5;
      for (var depth : List.of(ColourDepth.TRUE, ColourDepth.OF_256)) {
        var look = theme.look(role);
        if (look.foreground().isEmpty()) continue;
        var text = rgb(depth.fit(look.foreground().get()));
        var papers =
            look.background()
                .map(paper -> List.of(rgb(depth.fit(paper))))
                .orElse(theme.backgrounds());
        for (var paper : papers) {
          assertThat(text.contrast(paper))
              .as("%s of %s: %s on %s", role, theme.name(), text, paper)
              .isGreaterThanOrEqualTo(least);
        }
      }
    }
  }

  private static Rgb rgb(Colour colour) {
    return switch (colour) {
      case Rgb rgb -> rgb;
      case Colour.Numbered(var index) -> Rgb.indexed(index);
    };
  }

  @Test
  void ansiUsesTheTerminalsOwnColoursAndNoBackground() {
    for (var role : Role.values()) {
      var look = BuiltInThemes.ANSI.look(role);
      assertThat(look.background()).isEmpty();
      look.foreground()
          .ifPresent(colour ->
              assertThat(colour)
                  .isInstanceOfSatisfying(
                      Colour.Numbered.class,
                      number -> assertThat(number.index()).isBetween(1, 6).isNotEqualTo(4)));
    }
  }

  @Test
  void colourBlindThemesTellAddedFromRemovedByBlue() {
    for (var theme : List.of(BuiltInThemes.COLOUR_BLIND_DARK, BuiltInThemes.COLOUR_BLIND_LIGHT)) {
      var added = rgb(theme.look(Role.DIFF_ADDED).foreground().orElseThrow());
      var removed = rgb(theme.look(Role.DIFF_REMOVED).foreground().orElseThrow());
      assertThat(added.blue() - added.red()).as(theme.name()).isGreaterThan(90);
      assertThat(removed.red() - removed.blue()).as(theme.name()).isGreaterThan(90);
    }
  }

  @Test
  void noneNeedsNoColour() {
    var theme = Themes.builtIn().styles("dark", Optional.empty(), ColourDepth.NONE);
    for (var role : Role.values()) {
      assertThat(theme.styled(role, "x").toAnsi()).doesNotContainPattern("[34][0-9]");
    }
    assertThat(theme.style(Role.SELECTION)).isEqualTo(AttributedStyle.DEFAULT.inverse());
  }

  @Test
  void backgroundChoosesBetweenLightAndDark() {
    var themes = Themes.builtIn();
    assertThat(themes.named("auto", Optional.of(WHITE)).name()).isEqualTo("light");
    assertThat(themes.named("auto", Optional.of(BLACK)).name()).isEqualTo("dark");
    assertThat(themes.named("auto", Optional.empty()).name()).isEqualTo("dark");
    assertThat(themes.named("high-contrast", Optional.of(WHITE)).name())
        .isEqualTo("high-contrast-light");
    assertThat(themes.named("color-blind", Optional.of(BLACK)).name())
        .isEqualTo("colour-blind-dark");
    assertThat(themes.styles("auto", Optional.of(WHITE), ColourDepth.OF_16).style(Role.GOOD))
        .isEqualTo(AttributedStyle.DEFAULT.foreground(2));
    assertThatThrownBy(() -> themes.named("drak", Optional.empty()))
        .hasMessage(
            "There is no theme \"drak\", did you mean \"dark\"? Themes: auto, dark, light,"
                + " high-contrast, colour-blind, ansi, none.");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "TERM=xterm-256color, 256, OF_256",
        "TERM=xterm, 8, OF_16",
        "TERM=xterm COLORTERM=truecolor, 8, TRUE",
        "TERM=screen COLORTERM=truecolor, 8, OF_16",
        "TERM=screen-256color COLORTERM=truecolor TMUX=/x, 256, TRUE",
        "TERM=xterm-kitty, 256, TRUE",
        "TERM=linux, 8, OF_16",
        "TERM=dumb COLORTERM=truecolor, 0, NONE",
        "TERM=xterm-direct, 0, TRUE",
        "TERM_PROGRAM=Apple_Terminal TERM=xterm, 8, OF_256",
        "WT_SESSION=x, 0, TRUE",
        "TERM=xterm-256color NO_COLOR=1 FORCE_COLOR=3, 256, NONE",
        "TERM=xterm-256color NO_COLOR=, 256, OF_256",
        "TERM=dumb FORCE_COLOR=, 0, OF_16",
        "TERM=xterm-256color FORCE_COLOR=0 CLICOLOR_FORCE=1, 256, NONE",
        "TERM=xterm FORCE_COLOR=3, 8, TRUE",
        "TERM=dumb CLICOLOR_FORCE=1, 0, OF_16",
        "TERM=xterm-256color CLICOLOR_FORCE=0 CLICOLOR=0, 256, NONE",
        "TERM=xterm-256color CLICOLOR=1, 256, OF_256",
        "X=1, 0, NONE",
      })
  void asManyColoursAsTheTerminalHasAndTheUserWants(
      String variables, int colours, ColourDepth depth) {
    var environment = new java.util.HashMap<String, String>();
    for (var one : variables.split(" ")) {
      environment.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
    }
    assertThat(ColourDepth.of(environment::get, colours)).isEqualTo(depth);
  }

  @Test
  void readsWhatTheTerminalSaysOfItsBackground() {
    assertThat(Background.answer("\u001b]11;rgb:1e1e/2020/ffff\u001b\\"))
        .contains(new Rgb(30, 32, 255));
    assertThat(Background.answer("\u001b]11;rgb:f/8/0\u0007")).contains(new Rgb(255, 136, 0));
    assertThat(Background.answer("\u001b]11;rgba:ffff/ffff/ffff/8000\u0007")).contains(WHITE);
    assertThat(Background.answer("]11;#102030")).contains(new Rgb(16, 32, 48));
    assertThat(Background.answer("\u001b]10;rgb:f/8/0\u0007")).isEmpty();
    assertThat(Background.fromVariable("15;0")).contains(BLACK);
    assertThat(Background.fromVariable("0;default;15")).contains(WHITE);
    assertThat(Background.fromVariable("15;default")).isEmpty();
    assertThat(Background.fromVariable(null)).isEmpty();
  }

  @Test
  void contrastIsThatOfTheStandard() {
    assertThat(BLACK.contrast(WHITE)).isEqualTo(21.0);
    assertThat(new Rgb(0x76, 0x76, 0x76).contrast(WHITE)).isBetween(4.54, 4.55);
  }

  @Test
  void usersThemeChangesWhatItNames() {
    var theme =
        ThemeFile.read(
            "mine",
            "mine.json",
            object(
                "{'extends':'light','roles':{'heading':'#f80','diff-added':{'foreground':2,"
                    + "'background':'bright-white','bold':true},'link':{'underline':false}}}"));
    assertThat(theme.backgrounds()).isEqualTo(BuiltInThemes.LIGHT.backgrounds());
    var styles = new Themes(List.of(theme)).styles("mine", Optional.empty(), ColourDepth.TRUE);
    assertThat(styles.style(Role.HEADING))
        .isEqualTo(AttributedStyle.DEFAULT.foregroundRgb(0xff8800).bold());
    assertThat(styles.style(Role.DIFF_ADDED))
        .isEqualTo(AttributedStyle.DEFAULT.foreground(2).background(15).bold());
    assertThat(styles.style(Role.LINK)).isEqualTo(AttributedStyle.DEFAULT.foreground(25));
    assertThat(new Themes(List.of(theme)).names()).contains("mine");
  }

  @Test
  void saysAllThatIsWrongWithUsersThemeAndWhere() {
    var wrong =
        object(
            "{'extend':'light','roles':{'headin':'#f80','dim':'grey','link':{'bold':1,"
                + "'underlined':true},'good':300}}");
    assertThatThrownBy(() -> ThemeFile.read("mine", "themes/mine.json", wrong))
        .hasMessage(
            "The theme themes/mine.json cannot be used:"
                + " \"extend\" is no key, did you mean \"extends\"?"
                + " \"roles.headin\" is no role, did you mean \"heading\"?"
                + " \"roles.dim\" must be a colour: \"#rrggbb\", a number from 0 to 255,"
                + " \"default\", or one of black, red, green, yellow, blue, magenta, cyan, white,"
                + " also with \"bright-\" in front."
                + " \"roles.link.bold\" is true or false."
                + " \"roles.link.underlined\" is no key, did you mean \"underline\"?"
                + " \"roles.good\" must be from 0 to 255.");
  }

  private static Json.Obj object(String text) {
    return (Json.Obj) Json.parse(text.replace('\'', '"'));
  }

  @Test
  void userOverridesBuiltInTheme() {
    var own = BuiltInThemes.DARK.with("dark", List.of(), Map.of(Role.DIM, Look.numbered(3)));
    var styles = new Themes(List.of(own)).styles("auto", Optional.of(BLACK), ColourDepth.TRUE);
    assertThat(styles.style(Role.DIM)).isEqualTo(AttributedStyle.DEFAULT.foreground(3));
  }
}
