package dev.jackdaw.tui;

import dev.jackdaw.tui.compose.Composer;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.keys.Rebound;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.loop.Mailbox;
import dev.jackdaw.tui.loop.Stage;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.theme.Themes;
import dev.jackdaw.tui.themes.ThemePicker;
import dev.jackdaw.tui.view.View;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What commands show on a screen of its own, which ends with another command or with nothing, and
 * what they change of the usual one. Any thread may use it.
 */
final class CommandScreen implements TerminalCommands.Changeable {
  private final Stage stage;
  private final Mailbox mailbox;
  private final Appearance appearance;
  private final Signs signs;
  private final Capabilities able;
  private final Themes themes;
  private final KeyBindings keys;
  private final Copying copying;
  private final Composer composer;
  private final Consumer<String> command;

  /** {@code command} is given lines on the stage's thread. */
  CommandScreen(
      Stage stage,
      Mailbox mailbox,
      Appearance appearance,
      Signs signs,
      Capabilities able,
      Themes themes,
      KeyBindings keys,
      Map<String, String> environment,
      Composer composer,
      Consumer<String> command) {
    this.stage = stage;
    this.mailbox = mailbox;
    this.appearance = appearance;
    this.signs = signs;
    this.able = able;
    this.themes = themes;
    this.keys = keys;
    this.copying = new Copying(environment, this::tell);
    this.composer = composer;
    this.command = command;
  }

  void show(View view) {
    var ink = new Ink(appearance, signs);
    mailbox.post(() ->
        stage.show(
            view.dialog(ink, keys, this::copy),
            line -> {
              if (!line.isBlank()) then(line);
            }));
  }

  private void copy(String text) {
    Thread.ofVirtual()
        .name("copy")
        .start(() -> {
          try {
            copying.copy(text);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void tell(String sequence) {
    mailbox.post(() -> stage.tell(sequence));
  }

  private void then(String line) {
    mailbox.post(() -> command.accept(line));
  }

  @Override
  public void pickTheme() {
    mailbox.post(() -> {
      var now = appearance.name();
      stage.show(
          new Rebound<>(new ThemePicker(themes.names(), now, appearance::styles, able), keys),
          name -> {
            if (!name.equals(now)) then("/theme " + name);
          });
    });
  }

  @Override
  public void theme(String name) {
    mailbox.post(() -> {
      appearance.theme(name);
      stage.redraw();
    });
  }

  @Override
  public boolean isVim() {
    return composer.isVim();
  }

  @Override
  public void vim(boolean isOn) {
    mailbox.post(() -> {
      composer.vim(isOn);
      stage.changed();
    });
  }
}
