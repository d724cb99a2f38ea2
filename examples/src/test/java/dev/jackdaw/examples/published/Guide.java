package dev.jackdaw.examples.published;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.embed.AnswerException;
import dev.jackdaw.embed.Approval;
import dev.jackdaw.embed.Approver;
import dev.jackdaw.embed.BuiltIn;
import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.JackdawBuilder;
import dev.jackdaw.embed.JackdawSession;
import dev.jackdaw.embed.Param;
import dev.jackdaw.embed.Tool;
import dev.jackdaw.embed.UnfinishedException;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The code of docs/embedding.md. Each piece between two marks is in the guide to the letter. */
@SuppressWarnings({"unused", "SystemOut"})
final class Guide {
  private final Model model;
  private final Path folder;

  Guide(Model model, Path folder) {
    this.model = model;
    this.folder = folder;
  }

  static void first() throws InterruptedException {
    // begin first
    try (var jackdaw = Jackdaw.builder().model("anthropic/claude-opus-5-5").build();
        var session = jackdaw.openSession()) {
      System.out.println(session.prompt("Why is the sky blue?"));
    }
    // end
  }

  // begin record
  record Review(
      @Param("one sentence") String summary,
      @Param(value = "1 is poor, 5 is excellent", min = 1, max = 5) int score,
      List<Finding> findings) {}

  record Finding(Severity severity, String file, Optional<Integer> line, String problem) {}

  enum Severity {
    MINOR,
    MAJOR
  }

  // end

  Review structured(String diff) throws InterruptedException {
    try (var jackdaw = Jackdaw.builder().model(model).build();
        var session = jackdaw.openSession()) {
      // begin answer
      Review review = session.prompt("Review this change:\n\n" + diff, Review.class);
      // end
      return review;
    }
  }

  static String failures(JackdawSession session) throws InterruptedException {
    // begin failures
    try {
      return session.prompt("Review HEAD.", Review.class).summary();
    } catch (AnswerException e) {
      return "no review after " + e.problems().size() + " tries: " + e.text();
    } catch (UnfinishedException e) {
      return switch (e.outcome()) {
        case Outcome.LimitReached limit -> "too expensive: " + limit.message();
        case Outcome.Blocked blocked -> "not allowed: " + blocked.message();
        case Outcome.Interrupted _ -> "cancelled";
        case Outcome.Failed failed -> "failed: " + failed.code();
        case Outcome.Finished _ -> throw new IllegalStateException(e);
      };
    }
    // end
  }

  /** What tools of the guide rest on. */
  interface Orders {
    String find(String number);

    CompletableFuture<String> refund(String number, int cents);
  }

  // begin tools
  static final class OrderTools {
    private final Orders orders;

    OrderTools(Orders orders) {
      this.orders = orders;
    }

    @Tool(value = "Finds an order by its number.", readOnly = true)
    public String findOrder(
        @Param(value = "such as A-17", pattern = "[A-Z]-[0-9]+") String number) {
      return orders.find(number);
    }

    @Tool(
        value = "Pays money back. Ask the customer first.",
        connects = "payments.example.com",
        idempotency = Idempotency.KEYED)
    public CompletableFuture<String> refund(
        String number, @Param(value = "in cents", min = 1, max = 10_000) int amount) {
      return orders.refund(number, amount);
    }

    @Tool("Counts the words of files.")
    public int countWords(
        @Param(value = "relative to the workspace", use = Param.Use.READS) List<Path> files,
        ToolContext context)
        throws IOException {
      var words = 0;
      for (var file : files) {
        context.progress(file.getFileName() + "\n");
        words += Files.readString(file).strip().split("\\s+").length;
      }
      return words;
    }
  }

  // end

  JackdawBuilder builder(Orders orders) {
    // begin builder
    return Jackdaw.builder()
        .model(model)
        .workspace(folder)
        .builtIn(BuiltIn.FILES)
        .tools(new OrderTools(orders))
        .allow("Edit(/docs/**)")
        .ask("refund")
        .deny("Read(/secrets/**)")
        .maxTurns(30)
        .maxTokens(500_000)
        .maxTime(Duration.ofMinutes(10))
        .instructions("You work for a shop. Amounts are in euro cents.");
    // end
  }

  static JackdawBuilder approving(JackdawBuilder builder) {
    // begin approver
    return builder.approver(
        Approver.of(request ->
            request.tool().equals("refund") && request.input().integer("amount", 0) <= 500
                ? Approval.once()
                : Approval.denied("Amounts above 5 € need a colleague.")));
    // end
  }

  static JackdawBuilder approvingLater(JackdawBuilder builder, Chat chat) {
    // begin later
    return builder.approver(request ->
        chat.ask(
                "%s wants to: %s%nbecause policy says: %s%nin view: %s%na lasting yes adds the rule: %s"
                    .formatted(
                        request.session(),
                        request.summary(),
                        request.reason(),
                        request.origins(),
                        request.rule()))
            .thenApply(yes -> yes ? Approval.forSession(request) : Approval.denied(""))
            .completeOnTimeout(
                Approval.denied("Nobody answered."), 1, java.util.concurrent.TimeUnit.HOURS));
    // end
  }

  /** Asks people. */
  interface Chat {
    CompletableFuture<Boolean> ask(String question);
  }

  static Outcome cancelling(JackdawSession session) throws InterruptedException {
    // begin cancel
    var task = session.start("Tidy up the documentation.");
    session.steer("Leave the pictures alone.");
    task.cancel();
    return task.await();
    // end
  }

  static void events(JackdawSession session, Flow.Subscriber<Occurrence> subscriber) {
    // begin events
    session.listen(occurrence -> {
      switch (occurrence.event()) {
        case Event.CallFinished call -> System.out.println(call.ledger());
        case Event.TaskFinished task -> System.out.println(task.outcome());
        default -> {}
      }
    });
    session.events().subscribe(subscriber);
    // end
  }

  static void resuming(Model model, SessionStore store) throws InterruptedException {
    // begin storage
    SessionId id;
    try (var jackdaw = Jackdaw.builder().model(model).storage(store).build();
        var session = jackdaw.openSession()) {
      id = session.id();
      session.prompt("Remember the number 17.");
    }
    try (var jackdaw = Jackdaw.builder().model(model).storage(store).build();
        var session = jackdaw.resume(id)) {
      session.prompt("Which number was it?");
    }
    // end
  }

  static JackdawSession perCustomer(Jackdaw jackdaw, Path checkout, String customer) {
    // begin session
    return jackdaw
        .session()
        .id(new SessionId("customer-" + customer))
        .workspace(checkout)
        .allow("Bash(git log *)")
        .instructions("You talk to customer " + customer + ".")
        .open();
    // end
  }

  static JackdawBuilder hooked(JackdawBuilder builder) {
    // begin hook
    return builder.hook(occasion ->
        occasion.moment() instanceof Hook.Moment.CallPlanned planned
                && planned.call().tool().equals("refund")
                && isNight()
            ? Hook.Answer.block("No refunds at night.")
            : Hook.Answer.NOTHING);
    // end
  }

  private static boolean isNight() {
    return false;
  }

  static String testing() throws InterruptedException {
    // begin testing
    var model =
        ScriptedModel.of(
            Turn.call("find_order", "{\"number\":\"A-17\"}"), Turn.text("It was shipped."));
    try (var jackdaw =
            Jackdaw.builder().model(model).tools(new OrderTools(new ShippedOrders())).build();
        var session = jackdaw.openSession()) {
      return session.prompt("Where is A-17?");
    }
    // end
  }

  /** All orders are shipped. */
  static final class ShippedOrders implements Orders {
    @Override
    public String find(String number) {
      return number + " was shipped";
    }

    @Override
    public CompletableFuture<String> refund(String number, int cents) {
      return CompletableFuture.completedFuture("paid back");
    }
  }
}
