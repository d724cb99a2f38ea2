package dev.jackdaw.journal.timeline;

/** Something on the timeline of an agent while the journal is read. */
sealed interface Draft permits Draft.Done, CallDraft {
  Span span();

  /** What is complete, but for its number. */
  record Done(Entry entry) implements Draft {
    @Override
    public Span span() {
      return entry.span();
    }
  }
}
