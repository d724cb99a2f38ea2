package dev.jackdaw.embed;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.embed.method.MethodTool;
import dev.jackdaw.embed.storage.Storage;
import dev.jackdaw.engine.Limits;
import dev.jackdaw.engine.SessionBuilder;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.policy.Familiarity;
import dev.jackdaw.policy.Layer;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.policy.Source;
import dev.jackdaw.sandbox.rung.Strongest;
import dev.jackdaw.tools.Toolbox;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a program described, once and for all of its sessions. */
record Blueprint(
    Model model,
    Map<String, String> environment,
    Optional<Path> workspace,
    boolean workspaceTrusted,
    BuiltIn builtIn,
    SandboxLevel sandbox,
    List<dev.jackdaw.api.Tool<?>> tools,
    List<Rule> allowed,
    List<String> asked,
    List<String> denied,
    Approver approver,
    Limits limits,
    Storage storage,
    List<Hook> hooks,
    List<SessionListener> listeners,
    String systemPrompt,
    String instructions,
    Effort effort,
    int repairs,
    AnswerMode answerMode,
    InstantSource clock,
    Consumer<SessionBuilder> customizer) {
  /**
   * Names of built-in tools, offered or not, and of others that rules give a meaning of their own.
   */
  static final Set<String> RESERVED =
      Set.copyOf(
          List.of(
              ("bash shell bashoutside bashoutput bashkill read readfile glob grep list ls"
                      + " notebookread edit editfile write writefile multiedit applypatch"
                      + " notebookedit webfetch fetch task agent todo todowrite askuser"
                      + " presentplan recall workflow skill toolsearch calltool")
                  .split(" ", -1)));

  /** Refuses names that two tools have, or that rules give a meaning of their own. */
  void check() {
    var names = new HashMap<String, String>();
    for (var tool : tools) {
      var name = tool.spec().name();
      var plain = plain(name);
      if (RESERVED.contains(plain)) {
        throw JackdawBuilder.problem(
            "tool-name-taken",
            "A tool cannot be called \""
                + name
                + "\": rules give that name a meaning of its own. Give it another: @Tool(name ="
                + " …)");
      }
      var other = names.put(plain, name);
      if (other != null) {
        throw JackdawBuilder.problem(
            "tool-name-taken",
            "Two tools are called \""
                + name
                + "\""
                + (other.equals(name) ? "" : " and \"" + other + "\", which is the same to rules")
                + ". Give one another name: @Tool(name = …)");
      }
    }
  }

  static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  List<dev.jackdaw.api.Tool<?>> toolsFor(ModelInfo info, Toolbox toolbox) {
    var all = new ArrayList<dev.jackdaw.api.Tool<?>>();
    for (var tool : toolbox.tools(info)) if (builtIn.has(tool.spec().name())) all.add(tool);
    all.addAll(tools);
    return all;
  }

  /** Returns what confines commands, where there are any. */
  Optional<Confined> confined(Workspace where) {
    if (builtIn != BuiltIn.ALL || sandbox == SandboxLevel.OFF) return Optional.empty();
    var hidden = new ArrayList<Path>();
    for (var folder : storage.folders()) {
      var path = folder.toAbsolutePath().normalize();
      if (!where.contains(path)) hidden.add(path);
    }
    return Optional.of(new Confined(where, environment, hidden, sandbox, Strongest::open));
  }

  RulePolicy policy(Workspace where, List<Rule> more, Supplier<Confinement> confinement) {
    var builder =
        new PolicyBuilder(where)
            .confinement(confinement)
            .workspaceText(workspaceTrusted ? Familiarity.OWN : Familiarity.FOREIGN)
            .ask(new Source(Layer.SESSION, "ask", where.directory()), asked)
            .deny(new Source(Layer.SESSION, "deny", where.directory()), denied);
    var policy = builder.build();
    for (var rule : allowed) policy = policy.allowing(rule, labels(rule));
    for (var rule : more) policy = policy.allowing(rule, labels(rule));
    return policy;
  }

  /** Who allowed a tool knew that its own words would come. */
  private Set<Label> labels(Rule rule) {
    var labels = new LinkedHashSet<Label>();
    for (var tool : tools) {
      if (tool instanceof MethodTool method
          && plain(tool.spec().name()).equals(plain(rule.tool()))) {
        labels.addAll(method.labels());
      }
    }
    return labels;
  }
}
