package dev.jackdaw.journal;

import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.contract.JournalContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FileJournalContractTest extends JournalContract {
  @TempDir Path folder;

  private Sessions sessions() {
    return new Sessions(folder, FakeClock.create(), new FailingDisk());
  }

  @Override
  protected Journal create(SessionId session) {
    return sessions().create(session, folder);
  }

  @Override
  protected Journal reopen(Journal closed) {
    return sessions().open(closed.session());
  }
}
