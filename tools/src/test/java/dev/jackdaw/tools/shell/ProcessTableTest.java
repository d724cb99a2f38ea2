package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tools.shell.ProcessTable.Horizon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessTableTest {
  private static final long SELF = ProcessHandle.current().pid();

  private static List<Long> since(Horizon horizon) {
    return ProcessTable.since(horizon).stream().map(ProcessTable.Entry::pid).toList();
  }

  @Test
  void looksOnlyAtWhatCanBeYounger() {
    var horizon = new Horizon(5_000, 70_000);

    assertThat(horizon.leastPid(70_100, 32_768)).isEqualTo(5_000);
    assertThat(horizon.leastPid(70_000 + 17_768, 32_768)).isZero();
    assertThat(new Horizon(30_000, 70_000).leastPid(70_000, 32_768)).isZero();
    assertThat(new Horizon(5_000, -1).leastPid(70_100, 32_768)).isZero();
    assertThat(since(new Horizon(SELF, ProcessTable.forksSoFar()))).contains(SELF);
  }

  @Test
  void looksAtAllOnceNumbersMayHaveBegunAnew() {
    var before = ProcessTable.forksSoFar() - 5_000_000;

    assertThat(since(new Horizon(SELF, before))).contains(SELF, 1L);
    assertThat(since(new Horizon(SELF, -1))).contains(SELF, 1L);
  }

  @Test
  void readsAProcess() {
    var entry = ProcessTable.entry(SELF).orElseThrow();

    assertThat(entry.pid()).isEqualTo(SELF);
    assertThat(entry.parent()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(ProcessTable.entry(Integer.MAX_VALUE)).isEmpty();
    assertThat(ProcessTable.hasVariable(SELF, "PATH=")).isTrue();
    assertThat(ProcessTable.hasVariable(SELF, "ATH=")).isFalse();
  }
}
