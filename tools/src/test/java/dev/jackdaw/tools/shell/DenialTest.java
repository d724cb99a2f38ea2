package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the model is told when the sandbox seems to have kept something from a command. */
class DenialTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fatal: cannot mkdir .git: Permission denied\n",
        "/project/x/.git: Permission denied\n",
        "Cloning into 'x'...\nfatal: cannot mkdir '/project/x/.git/': Read-only file system",
        "error: could not lock config file .git/config: Operation not permitted"
      })
  void aRepositoryIsMadeOutside(String end) {
    assertThat(Denial.explained(end)).contains("make or clone a repository", BashOutside.NAME);
  }

  @Test
  void otherEndsAreExplainedAsTheyWere() {
    assertThat(Denial.explained("touch: x: Read-only file system")).contains("write only in");
    assertThat(Denial.explained("curl: (6) Could not resolve host: x")).contains("no network");
    assertThat(Denial.explained("rm .gitignore: No such file or directory")).isEmpty();
    assertThat(Denial.explained("ls: x.github: Permission denied")).contains("write only in");
  }
}
