package dev.jackdaw.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.FakeContext;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadFileTest {
  @TempDir Path temporary;
  private final ReadFile tool = new ReadFile(new FileVersions());
  private Path folder;
  private FakeContext context;

  @BeforeEach
  void openFolder() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    context = FakeContext.in(folder);
  }

  private ToolResult read(String path) throws Exception {
    return context.run(tool, Json.object().put("path", path).build());
  }

  private ToolResult read(String path, int offset, int limit) throws Exception {
    return context.run(
        tool, Json.object().put("path", path).put("offset", offset).put("limit", limit).build());
  }

  private void assertFails(String path, String... words) throws Exception {
    var result = read(path);
    assertThat(result.status()).as(result.text()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(result.text()).contains(words);
  }

  @Test
  void numbersTheLines() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "one\n\ttwo\n\nfour");
    var result = read("a.txt");
    assertThat(result.text()).isEqualTo("1|one\n2|\ttwo\n3|\n4|four");
    assertThat(result.label()).isEqualTo(new Label(Label.Source.WORKSPACE, "a.txt"));
  }

  @Test
  void statesWhatItReadsByItsCanonicalPath() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "x");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
    var input = tool.decode(Json.parseObject("{\"path\":\"./sub/../link\"}"));
    assertThat(tool.effects(input, context.workspace()))
        .containsExactly(new Effect.Reads(folder.resolve("a.txt")));
    assertThat(tool.summary(input, context.workspace())).isEqualTo("read a.txt");
  }

  @Test
  void showsAPartAndSaysHowToContinue() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "1\n2\n3\n4\n5\n");
    assertThat(read("a.txt", 2, 2).text())
        .isEqualTo("2|2\n3|3\n\n[lines 2-3 of 5; continue with offset=4]");
    assertThat(read("a.txt", 4, 100).text()).isEqualTo("4|4\n5|5\n\n[lines 4-5 of 5]");
    assertThat(read("a.txt", 0, 1).text()).startsWith("1|1\n");
  }

  @Test
  void refusesAnOffsetPastTheEnd() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "1\n2\n");
    var result = read("a.txt", 3, 10);
    assertThat(result.status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(result.text()).isEqualTo("a.txt has only 2 lines. Use a smaller offset.");
    assertThat(read("a.txt", -1, 1).status()).isEqualTo(ToolResult.Status.INVALID);
    assertThat(read("a.txt", 1, 0).status()).isEqualTo(ToolResult.Status.INVALID);
  }

  @Test
  void stopsAtTwoThousandLinesAndWhereTheRoomEnds() throws Exception {
    Files.writeString(folder.resolve("many"), "x\n".repeat(3_000));
    assertThat(read("many").text())
        .endsWith("2000|x\n\n[lines 1-2000 of 3000; continue with offset=2001]");
    Files.writeString(folder.resolve("wide"), ("漢".repeat(400) + "\n").repeat(100));
    var wide = read("wide").text();
    assertThat(wide.getBytes(StandardCharsets.UTF_8).length).isBetween(22_700, 24_100);
    assertThat(wide).contains("of 100; continue with offset=");
  }

  @Test
  void cutsLongLines() throws Exception {
    Files.writeString(folder.resolve("long"), "🐦".repeat(500_000) + "\nshort\n");
    var text = read("long").text();
    assertThat(text).contains(" …[998000 more characters]\n2|short\n");
    assertThat(text).contains("[lines longer than 2000 characters were cut;");
    assertThat(text.length()).isLessThan(2_300);
  }

  @Test
  void readsALargeFileInLittleMemory() throws Exception {
    var line = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop\n";
    try (var out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve("large")), 1 << 16)) {
      for (var i = 0; i < 50_000_000 / line.length(); i++) {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      }
    }
    var text = read("large", 700_000, 2).text();
    assertThat(text).startsWith("700000|0123").contains("[lines 700000-700001 of 793650;");
  }

  @Test
  void saysThatAFileIsEmpty() throws Exception {
    Files.createFile(folder.resolve("empty"));
    Files.write(folder.resolve("mark"), new byte[] {-17, -69, -65});
    assertThat(read("empty").text()).isEqualTo("[empty is empty]");
    assertThat(read("mark").text()).isEqualTo("[mark is empty]");
  }

  @Test
  void readsOtherEncodingsAndSaysSo() throws Exception {
    Files.write(folder.resolve("latin"), "café\r\nnoir".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read("latin").text()).isEqualTo("1|café\n2|noir\n[windows-1252]");
    Files.writeString(folder.resolve("wide"), "\ufeffcafé\n", StandardCharsets.UTF_16LE);
    assertThat(read("wide").text()).isEqualTo("1|café\n[UTF-16 (little-endian)]");
    Files.writeString(folder.resolve("mark"), "\ufeffcafé\n");
    assertThat(read("mark").text()).isEqualTo("1|café\n[UTF-8 with a byte order mark]");
    Files.writeString(folder.resolve("mac"), "a\rb\r");
    assertThat(read("mac").text()).isEqualTo("1|a\n2|b");
  }

  @Test
  void showsImages() throws Exception {
    var png = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA");
    Files.write(folder.resolve("pixel.dat"), png);
    var result = read("pixel.dat");
    assertThat(result.content().get(1))
        .isEqualTo(
            Block.Image.of("image/png", png, new Label(Label.Source.WORKSPACE, "pixel.dat")));
    var large = java.util.Arrays.copyOf(png, 4_000_000);
    Files.write(folder.resolve("large.png"), large);
    assertFails("large.png", "too large to show (PNG image, 4000000 bytes)", "smaller");
  }

  @Test
  void refusesBinariesAndSaysWhatTheyAre() throws Exception {
    Files.write(folder.resolve("a"), "PK\3\4 rest\0".getBytes(StandardCharsets.ISO_8859_1));
    assertFails("a", "zip, jar or office file", "unzip -l");
    Files.write(folder.resolve("b"), "%PDF-1.7 \0".getBytes(StandardCharsets.ISO_8859_1));
    assertFails("b", "PDF", "pdftotext");
    Files.writeString(folder.resolve("c"), "x".repeat(100_000) + "\0");
    assertFails("c", "not text (binary data, 100001 bytes)");
  }

  @Test
  void hintsAtTheNameThatWasMeant() throws Exception {
    Files.createFile(folder.resolve("Main.java"));
    assertThat(read("Mian.java").text())
        .isEqualTo("There is no Mian.java, did you mean \"Main.java\"?");
    assertFails("nothing-like-it.xyz", "There is no nothing-like-it.xyz. Use glob or list");
    assertFails("no/such/folder", "nor its folder");
    assertFails("Main.java/x", "file, not a folder");
  }

  @Test
  void sendsFoldersToList() throws Exception {
    Files.createDirectory(folder.resolve("src"));
    assertFails("src", "src is a folder. Use list");
    assertFails(".", "folder");
    assertFails("/", "folder");
  }

  @Test
  void neverWaitsForPipesNorTouchesDevices() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
    var mkfifo = new ProcessBuilder("/usr/bin/mkfifo", folder.resolve("pipe").toString()).start();
    assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertFails("pipe", "device, pipe or socket");
    assertFails("/dev/zero", "belongs to the kernel");
    assertFails("/proc/self/environ", "belongs to the kernel");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
      assertFails("socket", "device, pipe or socket");
    }
  }

  @Test
  void followsALinkButNotOneThatWasSwappedAfterTheDecision() throws Exception {
    var outside = Files.writeString(temporary.toRealPath().resolve("secret"), "secret");
    Files.writeString(folder.resolve("a"), "mine");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
    assertThat(read("link").text()).isEqualTo("1|mine");
    var input = tool.decode(Json.parseObject("{\"path\":\"link\"}"));
    var decided = context.decidedOn(tool.effects(input, context.workspace()));
    Files.delete(folder.resolve("link"));
    Files.createSymbolicLink(folder.resolve("link"), outside);
    var result = tool.call(input, decided);
    assertThat(result.status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(result.text()).contains("is not where it led when this call was allowed");
    var openly = read("link");
    assertThat(openly.label()).isEqualTo(new Label(Label.Source.OUTSIDE, outside.toString()));
  }

  @Test
  void readsNamesOfAllKinds() throws Exception {
    for (var name :
        List.of(
            "with space",
            FakeContext.nameOr("ünïcødé 漢字 🐦.txt", "plain"),
            "-rf",
            "a'b\"c$d`e",
            "~x")) {
      Files.writeString(folder.resolve(name), "ok");
      assertThat(read("./" + name).text()).as(name).isEqualTo("1|ok");
    }
    assertThat(read("new\nline").status()).isEqualTo(ToolResult.Status.INVALID);
  }

  @Test
  void readsStoredOutputByItsReference() throws Exception {
    var digest = "0123456789abcdef".repeat(4);
    context.bodies().put(digest, "out\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read("blob:0123456789abcdef").text()).isEqualTo("1|out");
    assertFails("blob:ffff", "There is no blob:ffff");
    var input = tool.decode(Json.parseObject("{\"path\":\"blob:0123456789abcdef\"}"));
    assertThat(tool.effects(input, context.workspace())).isEmpty();
  }

  @Test
  void tellsOfDeniedAccess() throws Exception {
    var file = Files.writeString(folder.resolve("locked"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "the superuser reads everything");
    assertFails("locked", "denies access to locked");
  }

  @Test
  void showsALargePictureInTheSizeModelsLookAt() throws Exception {
    var image = new BufferedImage(4_000, 2_000, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "png", folder.resolve("shot.png").toFile());
    var result = read("shot.png");
    assertThat(result.text()).endsWith(" bytes, 4000 x 2000 pixels, shown as 1568 x 784");
    var shown = (Block.Image) result.content().getLast();
    var bytes = Base64.getDecoder().decode(shown.base64());
    assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(1_568);
  }

  @Test
  void namesWhatIsStillSeenAndUnchangedInsteadOfShowingItAgain() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "one\ntwo\nthree\n");
    var first = read("a.txt");
    assertThat(read("a.txt")).isEqualTo(first);
    context.visible().put(first.details().string("body").orElseThrow(), "#7");

    var second = read("./a.txt", 1, 500);
    assertThat(second.text())
        .isEqualTo(
            "[a.txt (lines 1-3) is unchanged since #7, where you see it. To be shown it again, make"
                + " this call again.]");
    assertThat(second.details().has("body")).isFalse();
    assertThat(read("a.txt", 2, 1).text()).startsWith("2|two");
    assertThat(read("a.txt")).isEqualTo(first);
    assertThat(read("a.txt")).isEqualTo(second);
    assertThat(context.as(new AgentId("other")).run(tool, "{\"path\":\"a.txt\"}")).isEqualTo(second);

    Files.writeString(folder.resolve("a.txt"), "one\ntwo\nthrée\n");
    assertThat(read("a.txt").text()).contains("thrée");
    context.visible().clear();
    Files.writeString(folder.resolve("a.txt"), "one\ntwo\nthree\n");
    assertThat(read("a.txt")).isEqualTo(first);
  }

  @Test
  void showsNoMoreThanThereIsRoomFor() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "x".repeat(99).concat("\n").repeat(1_000));
    var result = read("a.txt");
    assertThat(result.text()).endsWith("[lines 1-224 of 1000; continue with offset=225]");
    assertThat(result.text().length()).isBetween(23_000, 24_100);
  }
}
