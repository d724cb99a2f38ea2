package dev.jackdaw.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
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
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only looks like files, given to each tool that takes a path. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class HostileNamesTest {
  /** Leads to the top of the file system without being a link with a text. */
  private static final String MAGIC = "/proc/self/".concat("root");

  @TempDir Path temporary;
  private final FileVersions versions = new FileVersions();
  private final FileChanges changes = new FileChanges();
  private Workspaces work;
  private FakeContext context;

  @BeforeEach
  void plant() throws Exception {
    Workspaces.in(temporary.resolve("outside")).file("secret", "needle\n");
    work =
        Workspaces.in(temporary.resolve("work"))
            .file("file", "needle\n")
            .folder("sub")
            .link("zero", "/dev/zero")
            .link("memory", "/proc/self/environ")
            .link("magic", MAGIC + "/etc/hostname")
            .link("around", "around");
    var pipe = new ProcessBuilder("mkfifo", work.path("pipe").toString()).start();
    assumeTrue(pipe.waitFor() == 0, "mkfifo is not there");
    context = FakeContext.in(work.path());
  }

  @AfterEach
  void removeWhatLeadsOutside() throws Exception {
    for (var name : List.of("zero", "memory", "magic", "around", "out")) {
      Files.deleteIfExists(work.path(name));
    }
  }

  static Stream<String> names() {
    return Stream.of(
        "pipe",
        "zero",
        "memory",
        "around",
        "around/file",
        "/dev/zero",
        "/dev/stdin",
        "/dev/fd/0",
        "/proc/self/environ",
        MAGIC + "/proc/self/environ",
        "/proc/self/cwd" + "/..".repeat(40) + "/proc/self/environ",
        "/proc/self/mem",
        "/sys/kernel/notes",
        "file/",
        "file/..",
        "file/below",
        "a\0b",
        "file\n",
        "file\r",
        "\u001b[31mfile",
        "",
        "x".repeat(300),
        "x/".repeat(3_000));
  }

  private Map<Tool<?>, Json.Obj> readingTools(String name) {
    var calls = new LinkedHashMap<Tool<?>, Json.Obj>();
    var path = Json.object().put("path", name).build();
    calls.put(new ReadFile(versions), path);
    calls.put(new ListFolder(), path);
    calls.put(
        new SearchFiles(_ -> true, ""),
        Json.object().put("path", name).put("pattern", "needle|PATH").build());
    calls.put(new FindFiles(), Json.object().put("path", name).put("pattern", "*").build());
    return calls;
  }

  private Map<Tool<?>, Json.Obj> writingTools(String name) {
    var calls = new LinkedHashMap<Tool<?>, Json.Obj>();
    calls.put(
        new WriteFile(versions, changes),
        Json.object().put("path", name).put("content", "planted\n").build());
    calls.put(
        new EditFile(versions, changes),
        Json.object().put("path", name).put("old_string", "").put("new_string", "planted").build());
    var patch = "*** Begin Patch\n*** Add File: " + name + "\n+planted\n*** End Patch";
    calls.put(new ApplyPatch(versions, changes), Json.object().put("input", patch).build());
    return calls;
  }

  /** Folders and empty names mean something to tools that show folders. */
  private static boolean showsFolders(Tool<?> tool) {
    return tool instanceof ListFolder || tool instanceof FindFiles || tool instanceof SearchFiles;
  }

  @ParameterizedTest
  @MethodSource("names")
  void noToolReadsOrWritesWhatIsNoFile(String name) throws Exception {
    var before = tree();
    for (var call : readingTools(name).entrySet()) {
      if (List.of("", "file/", "file/..").contains(name) && showsFolders(call.getKey())) continue;
      if (name.equals("file/") && call.getKey() instanceof ReadFile) continue;
      assertRefused(call.getKey(), call.getValue());
    }
    if (name.equals("file/") || name.contains("\n") || name.contains("\r")) return;
    for (var call : writingTools(name).entrySet()) assertRefused(call.getKey(), call.getValue());
    assertThat(tree()).isEqualTo(before);
  }

  private void assertRefused(Tool<?> tool, Json.Obj input) throws Exception {
    assertThat(context.run(tool, input).status())
        .as("%s %s", tool.spec().name(), input)
        .isIn(Status.FAILED, Status.INVALID);
  }

  private List<String> tree() throws Exception {
    try (var paths = Files.walk(work.path())) {
      return paths.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void aSocketIsNoFile() throws Exception {
    var socket = work.path("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      for (var call : readingTools("s").entrySet()) assertRefused(call.getKey(), call.getValue());
      for (var call : writingTools("s").entrySet()) assertRefused(call.getKey(), call.getValue());
    }
  }

  /** The system takes these for names of their own, so they are. */
  @ParameterizedTest
  @MethodSource("otherNames")
  void aNameThatDiffersInAnythingIsAnother(String name) throws Exception {
    for (var call : writingTools(name).entrySet()) {
      if (name.endsWith(" ") && call.getKey() instanceof ApplyPatch) continue; // trims its lines
      assertThat(context.run(call.getKey(), call.getValue()).isOk()).as("%s", call).isTrue();
      Files.delete(work.path(name));
    }
    assertThat(Files.readString(work.path("file"))).isEqualTo("needle\n");
  }

  static Stream<String> otherNames() {
    return Stream.of("file.", "file ", "FILE", ".file");
  }

  @Test
  void goingUpThroughALinkLeadsWhereTheLinkLeads() throws Exception {
    work.link("out", temporary.resolve("outside").toRealPath().toString());
    var path = context.workspace().resolve("out/../work/file");
    assertThat(path).isEqualTo(work.path("file"));
    assertThat(context.workspace().contains(context.workspace().resolve("out/../outside/secret")))
        .isFalse();
    assertThat(context.workspace().contains(context.workspace().resolve("sub/../out/secret")))
        .isFalse();
  }

  @Test
  void walksPassOverPipesAndLinks() throws Exception {
    assertThat(context.run(new SearchFiles(_ -> true, ""), "{\"pattern\":\"needle\"}").text())
        .isEqualTo("file\n1:needle");
    assertThat(context.run(new FindFiles(), "{\"pattern\":\"**\"}").text()).isEqualTo("file");
  }

  @Test
  void writingToAHardLinkLeavesTheOtherNameAlone() throws Exception {
    var secret = temporary.resolve("outside/secret");
    Files.createLink(work.path("twin"), secret);
    var read = Json.object().put("path", "twin").build();
    assertThat(context.run(new ReadFile(versions), read).isOk()).isTrue();
    var write = Json.object().put("path", "twin").put("content", "planted\n").build();
    assertThat(context.run(new WriteFile(versions, changes), write).isOk()).isTrue();
    assertThat(Files.readString(secret)).isEqualTo("needle\n");
    assertThat(Files.readString(work.path("twin"))).isEqualTo("planted\n");
  }
}
