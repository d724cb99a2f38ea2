package dev.jackdaw.journal;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events and journals for tests. */
final class Some {
  static final SessionId ID = new SessionId("s1");

  private Some() {}

  static Event.SessionOpened opened(SessionId id, Path directory) {
    return new Event.SessionOpened(id, directory.toString(), "0.1.0", Optional.empty());
  }

  static Event.PromptSubmitted prompt(String text) {
    return new Event.PromptSubmitted(List.of(new Block.Text(text, Label.USER)), false);
  }

  static Event.ReplyReceived reply(int turn, String text) {
    return new Event.ReplyReceived(
        new TurnId(turn),
        new Message.Assistant(List.of(new Block.Text(text, Label.MODEL))),
        new Usage(1, 2, 3, 4, 0),
        StopReason.END,
        "scripted/demo",
        Optional.of(0.01),
        Duration.ofMillis(5));
  }

  static Event.CallFinished finished(String text) {
    return new Event.CallFinished(
        new TurnId(1),
        new CallId("c1"),
        ToolResult.ok(text, new Label(Label.Source.COMMAND, "ls")),
        Duration.ZERO);
  }

  /** Returns the file of a new session, which is empty. */
  static Path file(Path folder) throws IOException {
    PrivateFiles.createFolders(folder);
    var file = folder.resolve(ID + Sessions.SUFFIX);
    PrivateFiles.createFileIfMissing(file);
    return file;
  }

  static FileJournal journal(Path folder) throws IOException {
    return journal(folder, RealDisk.INSTANCE);
  }

  static FileJournal journal(Path folder, Disk disk) throws IOException {
    var clock = FakeClock.create();
    var blobs = new FileBlobs(folder.resolve("blobs"), clock, disk);
    return FileJournal.open(ID, file(folder), blobs, clock, disk);
  }

  static List<Event> events(Journal journal) {
    return occurrences(journal).stream().map(Occurrence::event).toList();
  }

  static List<Occurrence> occurrences(Journal journal) {
    var all = new ArrayList<Occurrence>();
    journal.replay(all::add);
    return all;
  }

  static void append(Journal journal, Event.Durable... events) {
    for (var event : events) journal.append(AgentId.MAIN, event);
  }

  static String big(int length) {
    return "0123456789 äöü 😀\n".repeat(length / 18 + 1).substring(0, length);
  }
}
