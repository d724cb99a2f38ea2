package dev.jackdaw.tools;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.files.IgnoreRules;
import dev.jackdaw.tools.files.ApplyPatch;
import dev.jackdaw.tools.files.EditFile;
import dev.jackdaw.tools.files.FileChanges;
import dev.jackdaw.tools.files.FileVersions;
import dev.jackdaw.tools.files.OpenFiles;
import dev.jackdaw.tools.files.ReadFile;
import dev.jackdaw.tools.files.WriteFile;
import dev.jackdaw.tools.search.FindFiles;
import dev.jackdaw.tools.search.Ignore;
import dev.jackdaw.tools.search.ListFolder;
import dev.jackdaw.tools.search.SearchFiles;
import dev.jackdaw.tools.shell.Jobs;
import dev.jackdaw.tools.shell.ShellTools;
import dev.jackdaw.tools.talk.TalkTools;
import dev.jackdaw.tools.web.WebTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The built-in tools of one session. They share what the agents saw of each file, so that none
 * overwrites what it does not know. Safe for use by several threads.
 */
public final class Toolbox implements AutoCloseable {
  private final ToolboxOptions options;
  private final FileVersions versions;
  private final FileChanges changes;
  private final Jobs jobs;

  private Toolbox(ToolboxOptions options, FileVersions versions, FileChanges changes, Jobs jobs) {
    this.options = options;
    this.versions = versions;
    this.changes = changes;
    this.jobs = jobs;
  }

  /** Returns what git ignores in a folder, by its canonical path. */
  public static IgnoreRules ignoreRules(Path folder) {
    return Ignore.in(folder);
  }

  public static Toolbox create(ToolboxOptions options) {
    return create(options, OpenFiles.NONE);
  }

  /** As the other, for a session beside an editor. */
  public static Toolbox create(ToolboxOptions options, OpenFiles open) {
    var versions = new FileVersions(open);
    return new Toolbox(options, versions, new FileChanges(), new Jobs(options.jobs()));
  }

  /** Returns the same tools in other surroundings; what they run ends with these. */
  public Toolbox in(ToolboxOptions others) {
    return new Toolbox(others, versions, changes, jobs);
  }

  /** Returns the tools for a model, in the order it is told of them; the same for equal models. */
  public List<Tool<?>> tools(ModelInfo model) {
    var tools = new ArrayList<Tool<?>>();
    addFileTools(tools, model);
    addSearchTools(tools);
    tools.addAll(
        new ShellTools(jobs, options.environment(), options.variables(), options.starting())
            .tools());
    tools.addAll(WebTools.tools(options.reach()));
    tools.addAll(TalkTools.tools(options.agents(), options.scripts()));
    return List.copyOf(tools);
  }

  /** A model that is trained on patches makes fewer mistakes with them than with replacements. */
  private void addFileTools(List<Tool<?>> tools, ModelInfo model) {
    tools.add(new ReadFile(versions));
    tools.add(new WriteFile(versions, changes));
    tools.add(
        model.has(ModelInfo.Feature.PATCH)
            ? new ApplyPatch(versions, changes)
            : new EditFile(versions, changes));
  }

  private void addSearchTools(List<Tool<?>> tools) {
    tools.add(new FindFiles());
    tools.add(new SearchFiles(options.readable(), options.searchPath()));
    tools.add(new ListFolder());
  }

  /** Returns the commands of the session. */
  public Jobs jobs() {
    return jobs;
  }

  /** Ends whatever the tools still run. */
  @Override
  public void close() {
    jobs.close();
  }
}
