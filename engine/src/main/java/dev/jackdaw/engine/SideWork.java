package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Small jobs that tools and hooks have a model do; each is an event and adds to the sums. */
record SideWork(
    Supplier<Optional<SmallModel>> small,
    Supplier<Model> main,
    Recorder recorder,
    Tally tally,
    Limits limits,
    InstantSource clock)
    implements SideJobs {
  @Override
  public Done run(Job job) throws InterruptedException {
    var start = clock.instant();
    var name = new String[] {""};
    try {
      var model = model(job.choice());
      name[0] = model.info().id();
      requireBudget(model);
      var reply = model.reply(request(job, model), _ -> {});
      var dollars = model.info().prices().flatMap(prices -> prices.of(reply.usage()));
      end(job, name[0], reply.usage(), dollars, start, "");
      return new Done(name[0], reply);
    } catch (InterruptedException e) {
      end(job, name[0], Usage.UNKNOWN, Optional.empty(), start, "it was stopped");
      throw e;
    } catch (JackdawException e) {
      end(job, name[0], Usage.NONE, Optional.of(0.0), start, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private Model model(Choice choice) {
    var chosen = choice == Choice.SMALL ? small.get() : Optional.<SmallModel>empty();
    return chosen.isPresent() ? chosen.get().model().get() : main.get();
  }

  private void requireBudget(Model model) {
    if (limits.dollars().isEmpty()) return;
    if (!model.info().hasKnownPrice()) {
      throw refused("the price of " + model.info().id() + " is not known, and --max-cost holds");
    }
    if (tally.spent() >= limits.dollars().get()) throw refused("--max-cost is reached");
  }

  private static JackdawException refused(String why) {
    return new JackdawException(
        JackdawException.Kind.USER, "side-job", "no model is asked beside the task: " + why + ".");
  }

  private static ModelRequest request(Job job, Model model) {
    var system =
        job.system().isEmpty()
            ? List.<Block.Text>of()
            : List.of(new Block.Text(job.system(), Label.JACKDAW));
    return new ModelRequest(
        system,
        List.of(),
        job.messages(),
        job.maxOutputTokens(),
        Effort.MINIMAL.within(model.info().efforts()),
        "");
  }

  private void end(
      Job job, String model, Usage usage, Optional<Double> dollars, Instant start, String problem) {
    var took = Duration.between(start, clock.instant());
    var ended = new Event.SideJobEnded(job.name(), model, usage, dollars, took, problem);
    tally.add(ended);
    recorder.record(AgentId.MAIN, ended);
  }
}
