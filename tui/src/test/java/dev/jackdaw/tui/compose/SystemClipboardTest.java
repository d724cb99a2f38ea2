package dev.jackdaw.tui.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class SystemClipboardTest {
  private static Optional<Picture> picture(String... scripts) throws InterruptedException {
    var programs = new java.util.ArrayList<List<String>>();
    programs.add(List.of("/no/such/program"));
    for (var script : scripts) programs.add(List.of("/bin/sh", "-c", script));
    return new SystemClipboard(Map.of("PATH", "/usr/bin:/bin"), programs).picture();
  }

  @Test
  void takesWhatTheFirstProgramHas() throws InterruptedException {
    var picture = picture("exit 1", "echo text", "printf '\\211PNG\\r\\n'").orElseThrow();
    assertThat(picture.name()).isEqualTo("clipboard");
    assertThat(picture.image().mediaType()).isEqualTo("image/png");
  }

  @Test
  void takesNothingThatIsNoPictureOrTooLarge() throws InterruptedException {
    assertThat(picture()).isEmpty();
    assertThat(picture("echo text")).isEmpty();
    assertThat(picture("printf '\\211PNG\\r\\n'; exit 3")).isEmpty();
    assertThat(picture("printf '\\211PNG\\r\\n'; head -c 4000000 /dev/zero")).isEmpty();
  }
}
