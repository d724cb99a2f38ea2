package dev.jackdaw.tui.keys;

/** The page docs/keys.md: how keys are changed, and the table of all of them. */
public final class KeyPage {
  private static final String START =
      """
      # Keys

      <!-- Made from the table in tui/src/main/java/dev/jackdaw/tui/keys/Action.java: run the tests with -Dgolden.update=true. -->

      `/keys` shows this table with your own changes in it. What the composer does beside is in [composer.md](composer.md).

      ## Your own keys

      `keys.json` in the folder of your settings (`~/.config/jackdaw`) changes what keys do:

          {
            "bindings": [
              {
                "context": "composer",
                "bindings": {
                  "ctrl+q": "stash",
                  "ctrl+x ctrl+s": "stash",
                  "ctrl+b": null
                }
              }
            ]
          }

      A block names a context and says what chords do in it: an action of that context, or `null` for nothing. What is not named stays as
      it is. A key is written with `ctrl+`, `alt+` (or `meta+`, `option+`) and `shift+` before its name: a character, or one of `enter`,
      `tab`, `escape`, `backspace`, `delete`, `insert`, `space`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, `f1` to
      `f12`. In `composer` several keys with a space between them are pressed one after the other, four at most. Names that begin with `$` beside
      `bindings` are for your editor.

      What cannot be understood is left out and said at the start, with its line and the nearest name there is; so are chords that can
      never be pressed because a shorter one comes first. Many terminals cannot tell `ctrl+i` from `tab`, `ctrl+m` from `enter`, or
      `shift+enter` from `enter` unless they have the kitty keyboard protocol.
      """;

  private static final String VIM =
      """

      ## Vim mode

      `/vim` switches it on or off and keeps that as `"vim": true` in your [settings](settings.md); the action `toggle-vim` switches it for
      this session.

      The keys of normal and visual mode are vim's and are not changed by `keys.json`:

      | keys | what they do |
      | --- | --- |
      | `h` `j` `k` `l` `w` `b` `e` `W` `B` `E` `0` `^` `$` `gg` `G` `{` `}` | motions, with counts |
      | `f` `F` `t` `T` and a character, `;` `,` | to a character of the line, and again |
      | `d` `c` `y` and a motion or a text object; `dd` `cc` `yy` | cut, change, copy |
      | `iw` `aw` `iW` `aW` `i"` `i'` `` i` `` `i(` `i[` `i{` `i<` `ip`, `a` instead of `i` with what surrounds it | text objects |
      | `x` `X` `s` `S` `D` `C` `Y` `p` `P` `r` `J` `~` | as in vim |
      | `i` `a` `I` `A` `o` `O` | to insert mode |
      | `u`, Ctrl+R, `.` | undo, do again, repeat the last change |
      | `v` `V`, then motions, text objects, `d` `c` `y` `p` `r` `~` `o` | visual mode |
      | `j` on the last line, `k` on the first | the history |
      """;

  private KeyPage() {}

  /** Returns the whole page. */
  public static String text() {
    return START + KeyHelp.markdown() + VIM;
  }
}
