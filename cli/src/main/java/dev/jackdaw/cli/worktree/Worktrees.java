package dev.jackdaw.cli.worktree;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.settings.PermissionRule;
import dev.jackdaw.engine.Isolation;
import dev.jackdaw.engine.MemoryFiles;
import dev.jackdaw.engine.Toolset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives sub-agents worktrees of the checkout, in a folder of the session's own. */
public final class Worktrees implements Isolation {
  private final Path directory;
  private final Supplier<Path> folder;
  private final Optional<Path> git;
  private final Map<String, String> environment;
  private final Furnisher furnisher;

  /**
   * Makes none yet.
   *
   * @param directory the working directory of the session
   * @param folder where they go, made when it is needed
   * @param git the program
   * @param environment of this process
   */
  public Worktrees(
      Path directory,
      Supplier<Path> folder,
      Optional<Path> git,
      Map<String, String> environment,
      Furnisher furnisher) {
    this.directory = directory;
    this.folder = folder;
    this.git = git;
    this.environment = Map.copyOf(environment);
    this.furnisher = furnisher;
  }

  /** Puts into a worktree what an agent needs beside files. */
  @FunctionalInterface
  public interface Furnisher {
    Furniture furnish(Site site);
  }

  /**
   * A worktree that waits for its agent.
   *
   * @param workspace the folder in the worktree that stands for the working directory
   * @param tree the top of the worktree, canonical
   * @param top the top of the checkout, canonical
   */
  public record Site(Workspace workspace, Path tree, Path top) {
    /** Returns the rules, and those of files of the checkout once more for the worktree. */
    public List<PermissionRule> moved(List<PermissionRule> rules) {
      var all = new ArrayList<PermissionRule>();
      for (var rule : rules) {
        all.add(rule);
        var base = CanonicalPath.of(rule.base());
        if (!base.startsWith(top)) continue;
        all.add(
            new PermissionRule(
                rule.verdict(),
                rule.rule(),
                rule.origin(),
                tree.resolve(top.relativize(base)),
                rule.matching(),
                rule.sparing()));
      }
      return all;
    }
  }

  /** What an agent needs beside files; {@code resources} end with the place. */
  public record Furniture(MemoryFiles memory, Policy policy, Toolset toolset, Runnable resources) {}

  @Override
  public Isolation.Place open(AgentId agent) throws IOException, InterruptedException {
    if (git.isEmpty()) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "no-git",
          "git is not on the PATH, which a worktree needs. Install it, or leave isolation out.");
    }
    var own = folder.get().resolve(agent.handle());
    var worktree = Worktree.open(new Git(git.get(), environment), directory, own);
    try {
      var tree = worktree.tree().toRealPath();
      var below = worktree.top().relativize(directory.toRealPath()).toString();
      var workspace = Workspace.of(Files.createDirectories(tree.resolve(below)));
      var site = new Site(workspace, tree, worktree.top());
      return new Lodging(worktree, workspace, furnisher.furnish(site));
    } catch (IOException | RuntimeException e) {
      worktree.remove();
      throw e;
    }
  }

  @Override
  public Optional<Path> leftBy(AgentId agent) {
    return Optional.of(folder.get().resolve(agent.handle()).resolve("tree"))
        .filter(Files::isDirectory);
  }

  /** A worktree with everything in it. */
  private record Lodging(Worktree worktree, Workspace workspace, Furniture furniture)
      implements Isolation.Place {
    @Override
    public MemoryFiles memory() {
      return furniture.memory();
    }

    @Override
    public Policy policy() {
      return furniture.policy();
    }

    @Override
    public Toolset toolset() {
      return furniture.toolset();
    }

    @Override
    public Isolation.Merge merge() throws IOException, InterruptedException {
      return worktree.merge();
    }

    @Override
    public Path keep() throws IOException {
      furniture.resources().run();
      return worktree.keep();
    }

    @Override
    public void close() throws IOException {
      furniture.resources().run();
      worktree.remove();
    }
  }
}
