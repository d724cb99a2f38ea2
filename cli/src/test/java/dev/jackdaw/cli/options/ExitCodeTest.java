package dev.jackdaw.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void tellsHowATaskEnded() {
    var outcomes =
        List.of(
            new Outcome.Finished("done"),
            new Outcome.Failed(Kind.INTERNAL, "bug", ""),
            new Outcome.Failed(Kind.ENVIRONMENT, "disk-full", ""),
            new Outcome.Failed(Kind.USER, "model-unknown", ""),
            new Outcome.Blocked("", ""),
            new Outcome.LimitReached(Outcome.Limit.COST, ""),
            new Outcome.Failed(Kind.PROVIDER, "model-unreachable", ""),
            new Outcome.Failed(Kind.ENVIRONMENT, "isolation-missing", ""),
            new Outcome.Interrupted());
    assertThat(outcomes)
        .extracting(outcome -> ExitCode.of(outcome).number())
        .containsExactly(0, 1, 1, 2, 3, 4, 5, 6, 130);
  }

  @Test
  void tellsWhatErrorEndedTheProcess() {
    assertThat(ExitCode.of(new JackdawException(Kind.USER, "usage", ""))).isEqualTo(ExitCode.USAGE);
    assertThat(ExitCode.of(new ModelException(ModelException.Failure.UNREACHABLE, "")))
        .isEqualTo(ExitCode.PROVIDER);
    assertThat(ExitCode.of(new InterruptedException())).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(ExitCode.of(new IllegalStateException())).isEqualTo(ExitCode.FAILED);
    assertThat(ExitCode.of(new StackOverflowError())).isEqualTo(ExitCode.FAILED);
  }
}
