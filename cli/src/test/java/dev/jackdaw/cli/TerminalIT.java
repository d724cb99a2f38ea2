package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interactive screen in a real terminal: tmux. */
@Timeout(120)
class TerminalIT {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

  @TempDir Path temp;
  private String socket = "";

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is needed");
    socket = temp.resolve("socket").toString();
    tmux("new-session", "-d", "-x", "80", "-y", "24", "-s", "a", "exec sh");
    tmux("set-option", "-g", "history-limit", "50000");
  }

  @AfterEach
  void close() throws Exception {
    if (!socket.isEmpty()) tmux("kill-server");
    // What it still writes as it ends would be in the way of deleting its folder.
    if (!Files.exists(temp.resolve("pid"))) return;
    var number = Long.parseLong(Files.readString(temp.resolve("pid")).strip());
    var jackdaw = ProcessHandle.of(number);
    if (jackdaw.isPresent()) jackdaw.get().onExit().get(30, TimeUnit.SECONDS);
  }

  private String tmux(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("tmux", "-S", socket, "-f", "/dev/null"));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  private void start(String text) throws Exception {
    startTurn(Json.object().put("text", text).build(), "");
  }

  /** Starts a session whose first reply runs a command. */
  private void startCommand(String command, String options) throws Exception {
    var call = Json.object().put("tool", "bash").put("input", bash(command)).build();
    startTurn(Json.object().put("calls", Json.array(List.of(call))).build(), options);
  }

  private static Json.Obj bash(String command) {
    return Json.object().put("command", command).build();
  }

  private void startTurn(Json.Obj turn, String options) throws Exception {
    var script = temp.resolve("script.json");
    var json =
        Json.object()
            .put("name", "x")
            .put("chunkMs", 5)
            .put("turns", Json.array(List.of(turn)))
            .put("final", "Ok.")
            .build();
    Files.writeString(script, json.compact());
    startJackdaw("--model scripted/" + script + " " + options);
  }

  private void startJackdaw(String options) throws Exception {
    var start = temp.resolve("start.sh");
    Files.writeString(
        start,
        String.join(
            "\n",
            "cd " + Files.createDirectories(temp.resolve("work")),
            "export HOME=" + temp + " JACKDAW_HOME=" + temp.resolve("home") + " LC_ALL=C.UTF-8",
            "export EDITOR='sh " + temp.resolve("editor.sh") + "'",
            "echo $$ >" + temp.resolve("pid"),
            "exec " + java() + " dev.jackdaw.cli.Main --trust " + options));
    type("sh " + start + "; echo ended with $?");
    press("Enter");
    shows("scripted/x · |scripted/x\\s*$");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java")
        + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
        + " -Dstdout.encoding=UTF-8 -cp "
        + System.getProperty("java.class.path");
  }

  private void type(String text) throws Exception {
    tmux("send-keys", "-t", "a", "-l", text);
  }

  private void press(String key) throws Exception {
    tmux("send-keys", "-t", "a", key);
  }

  private String screen() throws Exception {
    return tmux("capture-pane", "-p", "-t", "a");
  }

  private String everything() throws Exception {
    return tmux("capture-pane", "-p", "-J", "-S", "-", "-t", "a");
  }

  private void shows(String pattern) throws Exception {
    var wanted = Pattern.compile(pattern, Pattern.MULTILINE);
    var end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      if (wanted.matcher(screen()).find()) return;
    }
    throw new AssertionError(pattern + " is never shown in:\n" + screen());
  }

  private static String reply(int paragraphs) {
    var text = new StringBuilder();
    for (var i = 1; i <= paragraphs; i++) {
      text.append("Paragraph ")
          .append(i)
          .append(" is of a length that needs two lines in a window of usual width, not one.\n\n");
    }
    return text.toString();
  }

  @Test
  void keepsEveryLineOnceThroughAStormOfResizes() throws Exception {
    start(reply(90));
    type("go");
    press("Enter");
    shows("Paragraph ");
    for (var i = 0; i < 60; i++) {
      var columns = Integer.toString(40 + i * 37 % 60);
      tmux("resize-window", "-t", "a", "-x", columns, "-y", Integer.toString(12 + i * 7 % 20));
    }
    tmux("resize-window", "-t", "a", "-x", "80", "-y", "24");
    shows("1 turn");
    var all = everything();
    for (var i = 1; i <= 90; i++) {
      assertThat(all.split("Paragraph " + i + " ", -1)).as("paragraph %d", i).hasSize(2);
    }
    press("C-d");
    shows("ended with 0");
  }

  @Test
  void isAJobOfItsShellAndLeavesItSaneWhenKilled() throws Exception {
    start("Hello.");
    type("a draft");
    shows("› a draft");
    press("C-z");
    shows("[Ss]topped|Suspended");
    type("fg");
    press("Enter");
    shows("› a draft");
    press("C-u");
    type("go");
    press("Enter");
    shows("1 turn");

    pid().destroyForcibly();

    shows("Killed");
    type("echo s${x}ane");
    press("Enter");
    shows("^sane");
    assertThat(flags("#{cursor_flag}#{wrap_flag}")).isEqualTo("11");
  }

  @Test
  void endsInOrderWhenTheTerminalIsLost() throws Exception {
    start(reply(400));
    type("go");
    press("Enter");
    shows("Paragraph ");
    var jackdaw = pid();

    tmux("kill-server");

    socket = "";
    assertThat(jackdaw.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void showsTenMegabytesOfOutputInAFewLines() throws Exception {
    startCommand(
        "yes 0123456789abcdef | head -c 10000000; echo THE END", "--dangerously-skip-permissions");
    type("go");
    press("Enter");
    shows("2 turns");
    type("still here");
    shows("› still here");
    var all = everything();
    assertThat(all).contains("THE END", "ctrl+o shows all");
    assertThat(all.lines().count()).isLessThan(50);
    assertThat(all.split("THE END", -1)).as("once in the call, once printed").hasSize(3);
  }

  @Test
  void takesAPasteOfAMegabyteToEdit() throws Exception {
    Files.writeString(temp.resolve("editor.sh"), "cp \"$1\" " + temp.resolve("edited") + "\n");
    var lines = new StringBuilder();
    for (var i = 1; i <= 50_000; i++) lines.append("line ").append(i).append(" of it all\n");
    var text = lines + "the end";
    Files.writeString(temp.resolve("pasted"), text);
    start("Read.");
    type("Look: ");
    tmux("load-buffer", "-b", "big", temp.resolve("pasted").toString());
    tmux("paste-buffer", "-p", "-b", "big", "-t", "a");
    shows("› Look: \\[pasted 50001 lines #1\\]");
    type(" and say");
    shows("#1\\] and say");
    press("C-x");
    press("C-p");
    shows("the end and say");
    press("C-g");
    while (!Files.exists(temp.resolve("edited"))) Thread.onSpinWait();
    shows("the end and say");
    assertThat(Files.readString(temp.resolve("edited")).strip())
        .isEqualTo("Look: " + text + " and say");
  }

  @Test
  void keepsTheSessionWhenTheTerminalIsLostAmidAQuestion() throws Exception {
    startCommand("touch made", "");
    type("go on");
    press("Enter");
    shows("bash needs your approval");
    var jackdaw = pid();
    tmux("kill-server");
    assertThat(jackdaw.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    assertThat(temp.resolve("work/made")).doesNotExist();

    open();
    startJackdaw("--model scripted/" + temp.resolve("script.json") + " -c");
    press("C-o");
    shows("go on");
    assertThat(temp.resolve("work/made")).doesNotExist();
  }

  @Test
  void isPutRightByACommandThatIsTypedBlindlyWhenAllOfItWasKilled() throws Exception {
    start("Hello.");
    var jackdaw = pid();
    jackdaw.descendants().forEach(ProcessHandle::destroyForcibly);
    jackdaw.destroyForcibly();
    jackdaw.onExit().get(30, TimeUnit.SECONDS);
    assertThat(flags("#{wrap_flag}")).isEqualTo("0");
    var reset = temp.resolve("reset.sh");
    Files.writeString(reset, java() + " dev.jackdaw.cli.Main doctor --reset-terminal");
    type("sh " + reset + "; echo re${x}set $?");
    press("C-j");
    shows("^reset 0");
    assertThat(flags("#{cursor_flag}#{wrap_flag}#{alternate_on}#{keypad_flag}")).isEqualTo("1100");
    type("stty -a | tr ' ' '\\n' | grep -cxE 'icanon|echo|isig|icrnl|opost'");
    press("Enter");
    shows("^5");
  }

  private String flags(String format) throws Exception {
    return tmux("display-message", "-p", "-t", "a", format).strip();
  }

  private ProcessHandle pid() throws IOException {
    var number = Files.readString(temp.resolve("pid")).strip();
    return ProcessHandle.of(Long.parseLong(number)).orElseThrow();
  }
}
