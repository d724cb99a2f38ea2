package dev.jackdaw.api;

import java.util.List;

/**
 * Has a model do small jobs beside the task. What they take is on the session's bill, and its limit
 * of cost holds. Safe for use by several threads.
 */
public interface SideJobs {
  /** Which model is to do it. */
  enum Choice {
    /** The cheap and quick one; the session's own where there is none. */
    SMALL,
    /** The one that does the tasks. */
    MAIN
  }

  /**
   * What is to be done. The model has no tools.
   *
   * @param name what for, in a word, such as {@code sampling}
   * @param system the orders; may be empty
   * @param maxOutputTokens what the model thinks included
   */
  record Job(
      String name, Choice choice, String system, List<Message> messages, int maxOutputTokens) {
    public Job {
      messages = List.copyOf(messages);
    }
  }

  /**
   * What came of it.
   *
   * @param model the id of the one that did it
   * @param reply whole
   */
  record Done(String model, Reply reply) {
    /** Returns the text of the reply. */
    public String text() {
      var text = new StringBuilder();
      for (var block : reply.message().blocks()) {
        if (block instanceof Block.Text(var part, _)) text.append(part);
      }
      return text.toString();
    }
  }

  /** Where no model can be asked. */
  SideJobs NONE =
      job -> {
        throw new JackdawException(
            JackdawException.Kind.USER,
            "no-side-jobs",
            "no model can be asked here for the job \"" + job.name() + "\".");
      };

  /**
   * Has it done and waits.
   *
   * @throws JackdawException when no model may be asked, or it failed
   */
  Done run(Job job) throws InterruptedException;
}
