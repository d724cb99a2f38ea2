package dev.jackdaw.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Exchange;
import dev.jackdaw.testkit.Workspaces;
import dev.jackdaw.tools.files.ApplyPatch;
import dev.jackdaw.tools.files.EditFile;
import dev.jackdaw.tools.files.FileChanges;
import dev.jackdaw.tools.files.FileVersions;
import dev.jackdaw.tools.files.ReadFile;
import dev.jackdaw.tools.files.WriteFile;
import dev.jackdaw.tools.search.FindFiles;
import dev.jackdaw.tools.search.ListFolder;
import dev.jackdaw.tools.search.SearchFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tools while another program exchanges a folder, a file and a folder two levels up for links
 * that lead outside, as fast as it can. What the policy would not allow is not called.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class PathGuardIT {
  private static final int CALLS = 10_000;

  /** A process is started for each of these. */
  private static final int CALLS_OF_RIPGREP = 600;

  /** In all texts, names and link targets outside, and nowhere else. */
  private static final String MARK = "OUTSIDE";

  /** The files whose names are made to lead outside now and then. */
  private static final List<String> FILES =
      List.of("flip/a.txt", "leaf/a.txt", "top/mid/sub/a.txt");

  private static final List<String> FOLDERS = List.of("flip", "leaf", "top/mid/sub", "top", ".");

  @TempDir Path temporary;
  private final Random random = new Random(20_251);
  private final Map<ToolResult.Status, Integer> endings = new TreeMap<>();
  private Workspaces outside;
  private Path work;
  private FakeContext context;
  private List<Exchange.Pair> pairs;

  @BeforeEach
  void plant() throws Exception {
    var real = temporary.toRealPath();
    outside = Workspaces.in(real.resolve("elsewhere"));
    for (var folder : List.of("", "mid/sub/")) {
      outside
          .file(folder + "a.txt", (MARK + " needle\n").repeat(7))
          .file(folder + MARK + "-name.txt", MARK + " needle\n")
          .link(folder + "link", MARK + "-target");
    }
    outside.folder("mid/sub/deep");
    var inside = Workspaces.in(real.resolve("work"));
    for (var file : FILES) inside.file(file, "inside needle\n");
    inside.file("flip/link-inside", "").link("flip/link", "a.txt");
    work = inside.path();
    context = FakeContext.in(work);
    var stage = Workspaces.in(real.resolve("stage"));
    stage.link("flip", outside.path().toString());
    stage.link("leaf", outside.path("a.txt").toString());
    stage.link("top", outside.path().toString());
    pairs =
        List.of(
            new Exchange.Pair(work.resolve("flip"), stage.path("flip")),
            new Exchange.Pair(work.resolve("leaf/a.txt"), stage.path("leaf")),
            new Exchange.Pair(work.resolve("top"), stage.path("top")));
  }

  /** One way to call a tool. */
  private record Way(Tool<?> tool, Json.Obj input) {}

  private Way readOne() {
    return way(read, Json.object().put("path", any(FILES)));
  }

  private final FileVersions versions = new FileVersions();
  private final FileChanges changes = new FileChanges();
  private final ReadFile read = new ReadFile(versions);
  private final WriteFile write = new WriteFile(versions, changes);
  private final EditFile edit = new EditFile(versions, changes);
  private final ApplyPatch patch = new ApplyPatch(versions, changes);
  private final ListFolder list = new ListFolder();
  private final FindFiles glob = new FindFiles();

  private static Way way(Tool<?> tool, Json.Builder input) {
    return new Way(tool, input.build());
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Way writeOne() {
    var name = any(List.of("/a.txt", "/new.txt", "/deep/er/new.txt"));
    var text = "inside needle " + random.nextInt(1_000) + "\n";
    return way(write, Json.object().put("path", any(FOLDERS) + name).put("content", text));
  }

  private Way editOne() {
    return way(
        edit,
        Json.object()
            .put("path", any(FILES))
            .put("old_string", "needle")
            .put("new_string", "needle" + " ".repeat(random.nextInt(2))));
  }

  private Way patchOne() {
    var folder = any(FOLDERS);
    var name = folder + "/" + any(List.of("", "far/")) + "p" + random.nextInt(3) + ".txt";
    var text =
        switch (random.nextInt(3)) {
          case 0 -> "*** Add File: " + name + "\n+inside\n";
          case 1 -> "*** Delete File: " + name + "\n";
          default -> "*** Update File: " + any(FILES) + "\n@@\n-inside needle\n+inside needle \n";
        };
    return way(patch, Json.object().put("input", "*** Begin Patch\n" + text + "*** End Patch"));
  }

  private Way listOne() {
    return way(list, Json.object().put("path", any(FOLDERS)).put("depth", 4));
  }

  private Way globOne() {
    return way(glob, Json.object().put("path", any(FOLDERS)).put("pattern", "**/*"));
  }

  private Way searchOne(SearchFiles search) {
    var pattern = any(List.of("needle", "OUTSI[D]E", "e n"));
    return way(
        search,
        Json.object()
            .put("pattern", pattern)
            .put("path", any(FOLDERS))
            .put("output", any(List.of("content", "files", "count"))));
  }

  private void call(Way way) throws Exception {
    call(way.tool(), way.input());
  }

  /** Calls as the engine does: what leads outside needs a yes, and nobody says yes here. */
  private <I> void call(Tool<I> tool, Json.Obj json) throws Exception {
    ToolResult result;
    try {
      var input = tool.decode(json);
      var effects = tool.effects(input, context.workspace());
      if (!allInside(effects)) {
        endings.merge(ToolResult.Status.REFUSED, 1, Integer::sum);
        return;
      }
      result = tool.call(input, context.decidedOn(effects));
    } catch (InvalidInputException e) {
      result =
          ToolResult.of(ToolResult.Status.INVALID, String.valueOf(e.getMessage()), Label.JACKDAW);
    }
    endings.merge(result.status(), 1, Integer::sum);
    var told = result.content() + " " + result.details();
    assertThat(told).as("%s %s", tool.spec().name(), json).doesNotContain(MARK, ": 7");
  }

  private boolean allInside(List<Effect> effects) {
    for (var effect : effects) {
      var path =
          switch (effect) {
            case Effect.Reads(var read) -> read;
            case Effect.Writes(var written) -> written;
            default -> throw new AssertionError(effect);
          };
      if (!context.workspace().contains(path)) return false;
    }
    return true;
  }

  @Test
  void noToolEverReadsOrWritesOutside() throws Exception {
    var before = outside.tree();
    var slow = new SearchFiles(_ -> true, System.getenv().getOrDefault("PATH", ""));
    var quick = new SearchFiles(_ -> true, "");
    try (var attacker = Exchange.start(pairs)) {
      for (var i = 0; i < CALLS_OF_RIPGREP; i++) call(searchOne(slow));
      for (var i = CALLS_OF_RIPGREP; i < CALLS; i++) {
        call(
            switch (i % 7) {
              case 0 -> readOne();
              case 1 -> writeOne();
              case 2 -> editOne();
              case 3 -> patchOne();
              case 4 -> listOne();
              case 5 -> globOne();
              default -> searchOne(quick);
            });
      }
      assertThat(attacker.done()).isGreaterThan(CALLS);
    }
    assertThat(outside.tree()).isEqualTo(before);
    assertThat(leftOver()).isEmpty();
    assertThat(endings.get(ToolResult.Status.OK)).as("%s", endings).isGreaterThan(CALLS / 20);
    assertThat(endings.get(ToolResult.Status.REFUSED)).as("%s", endings).isGreaterThan(CALLS / 20);
  }

  /** Returns what writing leaves behind where it was interrupted. */
  private List<Path> leftOver() throws IOException {
    var found = new ArrayList<Path>();
    try (var paths = Files.walk(temporary)) {
      paths.filter(path -> path.toString().endsWith(".tmp")).forEach(found::add);
    }
    return found;
  }

  /** The attack is a real one: it succeeds against whoever checks a name and then uses it. */
  @Test
  void whoeverChecksANameAndThenUsesItReadsOutside() throws Exception {
    var leaked = false;
    try (var _ = Exchange.start(pairs)) {
      while (!leaked) leaked = naive(any(FILES)).contains(MARK);
    }
    assertThat(leaked).isTrue();
  }

  private String naive(String spelled) {
    try {
      var path = work.resolve(spelled).toRealPath();
      return path.startsWith(work) ? Files.readString(work.resolve(spelled)) : "";
    } catch (IOException _) {
      return "";
    }
  }
}
