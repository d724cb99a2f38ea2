package dev.jackdaw.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that only makes a policy, as every start does, reads no table of programs. */
class TablesOnFirstUseTest {
  @TempDir Path temp;

  @Test
  void noTableIsReadBeforeALineIsJudged() throws IOException, InterruptedException {
    assertThat(loaded("make")).noneMatch(name -> name.contains(".shell.ProgramTables"));
    assertThat(loaded("judge")).anyMatch(name -> name.contains(".shell.ProgramTables"));
  }

  private List<String> loaded(String what) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xlog:class+load", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Start.class.getName(), what, temp.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines().toList();
  }

  /** What the other JVM runs. */
  static final class Start {
    private Start() {}

    public static void main(String[] words) {
      var on = Fixture.in(Path.of(words[1]));
      var policy =
          on.builder()
              .allow(on.source(Layer.USER), List.of("Bash(git diff:*)", "Read(src/**)"))
              .deny(on.source(Layer.MANAGED), List.of("Read(.env)", "WebFetch(domain:x.org)"))
              .build();
      if (words[0].equals("judge")) Fixture.decide(policy, on.bash("ls"), Mode.DEFAULT);
    }
  }
}
