package dev.jackdaw.cli.models;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.models.ModelListing;
import dev.jackdaw.models.Providers;
import java.io.PrintWriter;
import java.util.List;

/** The command {@code jackdaw models}. */
public final class ModelCommand {
  private final Providers providers;
  private final int columns;

  /**
   * Sets the command up.
   *
   * @param columns the width of the terminal
   */
  public ModelCommand(Providers providers, int columns) {
    this.providers = providers;
    this.columns = columns;
  }

  /**
   * Prints the models that match the operand, or all.
   *
   * @throws JackdawException of kind user when none does
   */
  public void list(Arguments arguments, PrintWriter out) throws InterruptedException {
    var wanted = arguments.operands().isEmpty() ? "" : arguments.operands().getFirst();
    var models = providers.list().stream().filter(model -> model.matches(wanted)).toList();
    if (models.isEmpty()) throw noneMatches(wanted);
    if (arguments.has(Option.JSON)) {
      out.println(ModelTable.json(models, providers.facts().date()).compact());
    } else {
      print(models, out);
    }
  }

  private void print(List<ModelListing> models, PrintWriter out) {
    new ModelTable(columns).print(models, providers.facts().date(), out);
  }

  private static JackdawException noneMatches(String wanted) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "model-unknown",
        "no known model has \""
            + wanted
            + "\" in its name. \"jackdaw models\" lists all; any other name can be used as"
            + " --model provider/name.");
  }
}
