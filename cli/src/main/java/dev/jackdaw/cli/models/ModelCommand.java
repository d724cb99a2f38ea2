package dev.jackdaw.cli.models;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.settings.ModelSettings;
import dev.jackdaw.models.ExtensionCheck;
import dev.jackdaw.models.ModelListing;
import dev.jackdaw.models.Providers;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** The command {@code jackdaw models}. */
public final class ModelCommand {
  private final Providers providers;
  private final Optional<String> small;
  private final int columns;

  /**
   * Sets the command up.
   *
   * @param small the model chosen for small jobs, or {@code off}; nothing when nobody chose
   * @param columns the width of the terminal
   */
  public ModelCommand(Providers providers, Optional<String> small, int columns) {
    this.providers = providers;
    this.small = small;
    this.columns = columns;
  }

  /**
   * Prints the models that match the operand, or all.
   *
   * @throws JackdawException of kind user when none does
   */
  public void list(Arguments arguments, PrintWriter out) throws InterruptedException {
    var wanted = arguments.operands().isEmpty() ? "" : arguments.operands().getFirst();
    var models =
        providers.list().stream().filter(model -> model.matches(wanted)).map(this::marked).toList();
    var extensions = providers.extensions().stream().filter(one -> one.matches(wanted)).toList();
    if (models.isEmpty() && extensions.isEmpty()) throw noneMatches(wanted);
    if (arguments.has(Option.JSON)) {
      out.println(ModelTable.json(models, extensions, providers.facts().date(), small).compact());
    } else {
      print(models, extensions, out);
    }
  }

  private void print(List<ModelListing> models, List<ExtensionCheck> extensions, PrintWriter out) {
    if (!models.isEmpty()) new ModelTable(columns).print(models, providers.facts().date(), out);
    if (!models.isEmpty() && !extensions.isEmpty()) out.println();
    for (var extension : extensions) {
      out.println(extension.provider() + ": " + extension.text());
      if (!extension.advice().isEmpty()) out.println("  " + extension.advice());
    }
    if (small.isEmpty()) return;
    out.println(
        small.get().equals(ModelSettings.OFF)
            ? "Side jobs are off (smallModel)."
            : "Side jobs, such as the title of a session: " + small.get() + " (smallModel).");
  }

  private ModelListing marked(ModelListing model) {
    return small.isEmpty() ? model : model.withSmall(model.isNamed(small.get()));
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
