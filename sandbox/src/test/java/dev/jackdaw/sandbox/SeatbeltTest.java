package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeatbeltTest {
  private static Profile profile(Profile.Git git) {
    return new Profile(
        List.of(Path.of("/Users/ada/it's \"x\"")),
        Path.of("/Users/ada"),
        List.of(Path.of("/Users/ada/Library/jackdaw")),
        List.of("AGENTS.md", ".github/workflows"),
        git,
        Optional.empty());
  }

  @Test
  void writesTheProfileOfAWorkspace() {
    Golden.check(
        "seatbelt.sb", Seatbelt.text(profile(Profile.Git.NOTHING), Path.of("/private/scratch"), 0));
  }

  @Test
  void letsHistoryAndOnePortThrough() {
    var plain = Seatbelt.text(profile(Profile.Git.NOTHING), Path.of("/private/scratch"), 0);
    var more = Seatbelt.text(profile(Profile.Git.HISTORY), Path.of("/private/scratch"), 3128);

    assertThat(plain).doesNotContain("network-outbound");
    assertThat(more).endsWith("(allow network-outbound (remote ip \"localhost:3128\"))\n");
    assertThat(more).contains("\\.[gG][iI][tT]/(.*/)?[hH][oO][oO][kK][sS](/|$)");
  }
}
