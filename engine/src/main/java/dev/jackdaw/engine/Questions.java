package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Question;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** The questions that wait for a person. Thread-safe. */
final class Questions {
  private final Recorder recorder;
  private final Attendance attendance;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();

  Questions(Recorder recorder, Attendance attendance) {
    this.recorder = recorder;
    this.attendance = attendance;
  }

  boolean isAttended() {
    return attendance == Attendance.ATTENDED;
  }

  /** Asks and waits; {@link Answer.Dismissed} at once when nobody is there. */
  Answer ask(AgentId agent, Question question) throws InterruptedException {
    if (!isAttended()) return new Answer.Dismissed();
    var number = numbers.incrementAndGet();
    var answer = new CompletableFuture<Answer>();
    waiting.put(number, answer);
    try {
      recorder.show(agent, new Event.QuestionAsked(number, question));
      var given = answer.get();
      recorder.record(agent, new Event.QuestionAnswered(question, given));
      return given;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer cannot fail", e);
    } finally {
      waiting.remove(number);
    }
  }

  void answer(long number, Answer answer) {
    var future = waiting.get(number);
    if (future != null) future.complete(answer);
  }
}
