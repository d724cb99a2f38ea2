package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.engine.Briefing;
import dev.jackdaw.testkit.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The small model from the command line to the journal. */
@Timeout(60)
class SmallModelTest {
  @TempDir Path folder;

  private final MemoryJournal journal = new MemoryJournal();

  @BeforeEach
  void write() throws IOException {
    script("main.json", "Done.");
    script("small.json", "Retry failed uploads");
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), "{\"name\": \"" + name + "\", \"final\": \"" + text + "\"}");
  }

  private Outcome run(Attendance attendance, String... options) throws InterruptedException {
    var words = new ArrayList<>(List.of("--model", "scripted/main.json"));
    words.addAll(List.of(options));
    var variables = Map.of("JACKDAW_HOME", folder.resolve("jackdaw").toString());
    var environment = new Environment(variables, Platform.LINUX, "?", folder, folder);
    var directories = Directories.of(environment, _ -> {});
    var settings =
        new SettingsReader(environment, directories)
            .read(Arguments.parse(words.toArray(String[]::new)));
    var wiring = new Wiring(environment, directories, settings, InstantSource.system());
    var wishes =
        new Wiring.Wishes(
            attendance,
            Briefing.STANDARD,
            Optional.empty(),
            true,
            Map.of(),
            _ -> {},
            Optional.empty());
    var ended = new CountDownLatch(1);
    try (var session = wiring.open(journal, wiring.models().model(), wishes)) {
      session.listen(heard -> {
        if (heard.event() instanceof Event.SideJobEnded) ended.countDown();
      });
      var outcome = session.run("The upload fails at night.");
      if (attendance == Attendance.ATTENDED && words.contains("--small-model")) ended.await();
      return outcome;
    }
  }

  @Test
  void titlesASessionOnTheTerminal() throws InterruptedException {
    run(Attendance.ATTENDED, "--small-model", "scripted/small.json");
    assertThat(journal.events(Event.SessionTitled.class))
        .containsExactly(new Event.SessionTitled("Retry failed uploads"));
    assertThat(journal.events(Event.SideJobEnded.class))
        .extracting(Event.SideJobEnded::model)
        .containsExactly("scripted/small.json");
  }

  @Test
  void aNameThatMeansNothingHarmsNoTask() throws InterruptedException {
    assertThat(run(Attendance.ATTENDED, "--small-model", "nobody/x"))
        .isEqualTo(new Outcome.Finished("Done."));
    assertThat(journal.events(Event.SideJobEnded.class))
        .singleElement()
        .satisfies(job -> assertThat(job.problem()).contains("nobody"));
  }

  @Test
  void aHeadlessRunAsksForNothingButItsTask() throws InterruptedException {
    run(Attendance.UNATTENDED, "--small-model", "scripted/small.json");
    assertThat(journal.events(Event.SideJobEnded.class)).isEmpty();
  }

  @Test
  void nobodyIsAskedWhereNoneIsKnown() throws InterruptedException {
    run(Attendance.ATTENDED);
    assertThat(journal.events(Event.SideJobEnded.class)).isEmpty();
  }
}
