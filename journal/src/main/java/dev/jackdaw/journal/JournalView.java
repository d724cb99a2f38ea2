package dev.jackdaw.journal;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A session to look at, even while another process writes it. Nothing can be appended. */
final class JournalView implements Journal {
  private final SessionId session;
  private final Path file;
  private final FileBlobs blobs;

  JournalView(SessionId session, Path file, FileBlobs blobs) {
    this.session = session;
    this.file = file;
    this.blobs = blobs;
  }

  @Override
  public SessionId session() {
    return session;
  }

  @Override
  public void replay(Consumer<Occurrence> each) {
    try {
      new Playback(blobs).play(file, Files.size(file), each);
    } catch (IOException e) {
      throw Failures.read(file, e);
    }
  }

  @Override
  public Occurrence append(AgentId agent, Event.Durable event) {
    throw new IllegalStateException("session " + session + " was opened only to be read");
  }

  @Override
  public void sync() {}

  @Override
  public FileBlobs blobs() {
    return blobs;
  }

  @Override
  public void close() {}
}
