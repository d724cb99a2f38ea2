package dev.jackdaw.testkit.contract;

import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.MemoryJournal;

class MemoryJournalContractTest extends JournalContract {
  @Override
  protected Journal create(SessionId session) {
    return new MemoryJournal(session, FakeClock.create());
  }

  @Override
  protected Journal reopen(Journal closed) {
    return ((MemoryJournal) closed).afterCrash();
  }
}
