package dev.jackdaw.embed.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Param;
import dev.jackdaw.embed.Tool;
import dev.jackdaw.embed.shape.UnsupportedType;
import dev.jackdaw.testkit.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodToolsTest {
  @TempDir Path temp;

  public enum Colour {
    RED,
    DARK_BLUE
  }

  public record Item(@Param("how many") int count, Optional<String> note, List<Colour> colours) {}

  /** Every kind of parameter. */
  @SuppressWarnings("unused")
  public static class Many {
    @Tool("Takes everything.")
    public String everything(
        @Param(value = "a text", min = 1, max = 5) String text,
        @Param(min = 0, max = 10) int whole,
        double decimal,
        boolean flag,
        Colour colour,
        Item item,
        List<Item> items,
        Set<String> names,
        Map<String, Integer> counts,
        int[] numbers,
        LocalDate day,
        Json anything,
        Optional<Item> maybe,
        @Nullable String orNull,
        @Param(name = "Other-Name", pattern = "[a-z]+") String renamed,
        ToolContext context) {
      return text + whole + colour + item + maybe + orNull + renamed;
    }

    @Tool(value = "Reads a file.", readOnly = true)
    public String look(@Param(use = Param.Use.READS) Path file) {
      return file.toString();
    }

    @Tool(value = "Copies.", idempotency = Idempotency.NATURAL)
    public String copy(
        @Param(use = Param.Use.READS) List<Path> from,
        @Param(use = Param.Use.WRITES) Optional<Path> to) {
      return from + " " + to;
    }

    @Tool(
        value = "Asks a service.",
        connects = {"api.example.com", "localhost:8080"})
    public void ask(@Param(use = Param.Use.CONNECTS) URI mirror) {}

    @Tool(value = "Does who knows what.", name = "mystery")
    public void undeclared() {}
  }

  private static MethodTool tool(Object target, String name) {
    return MethodTools.of(target).stream()
        .filter(tool -> tool.spec().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void makesSchemasOfSignatures() {
    var specs =
        MethodTools.of(new Many()).stream()
            .map(tool -> tool.spec().name() + ": " + tool.spec().inputSchema().pretty())
            .collect(Collectors.joining("\n"));
    Golden.check("schemas.txt", specs + "\n");
  }

  private static final String GOOD =
      """
      {"text":"abc","whole":3,"decimal":1.5,"flag":true,"colour":"dark_blue",
       "item":{"count":1,"colours":["red"]},"items":[],"names":["a"],"counts":{"a":1},
       "numbers":[1,2],"day":"2026-01-31","anything":[null],"Other-Name":"abc"}\
      """;

  @Test
  void readsWhatModelsSend() throws InvalidInputException {
    var input = tool(new Many(), "everything").decode(Json.parseObject(GOOD));
    assertThat(input.values().get(4)).isEqualTo(Colour.DARK_BLUE);
    assertThat(input.values().get(5)).isEqualTo(new Item(1, Optional.empty(), List.of(Colour.RED)));
    assertThat(input.values().get(9)).isEqualTo(new int[] {1, 2});
    assertThat(input.values().get(12)).isEqualTo(Optional.empty());
    assertThat(input.values().get(13)).isNull();
  }

  private static String problem(String change) {
    var input = Json.parseObject(GOOD);
    for (var member : Json.parseObject(change).members().entrySet()) {
      input =
          member.getValue() instanceof Json.Null
              ? input.without(member.getKey())
              : input.with(member.getKey(), member.getValue());
    }
    try {
      tool(new Many(), "everything").decode(input);
      return "";
    } catch (InvalidInputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void tellsModelsWhatIsWrong() {
    assertThat(problem("{\"text\":null}")).isEqualTo("\"text\" is missing; expected a string");
    assertThat(problem("{\"text\":\"abcdef\"}"))
        .isEqualTo("\"text\" must be at most 5 characters long, was \"abcdef\"");
    assertThat(problem("{\"whole\":11}")).isEqualTo("\"whole\" must be at most 10, was 11");
    assertThat(problem("{\"whole\":1.5}")).isEqualTo("\"whole\" must be an integer, was 1.5");
    assertThat(problem("{\"whole\":\"5\"}")).isEmpty();
    assertThat(problem("{\"colour\":\"green\"}"))
        .isEqualTo("\"colour\" must be one of red, dark_blue, was \"green\"");
    assertThat(problem("{\"item\":{\"count\":\"many\",\"colours\":[]}}"))
        .isEqualTo("\"item.count\" must be an integer, was \"many\"");
    assertThat(problem("{\"items\":[{\"count\":1,\"colours\":[7]}]}"))
        .isEqualTo("\"items[0].colours[0]\" must be one of red, dark_blue, was 7");
    assertThat(problem("{\"counts\":{\"a\":\"x\"}}"))
        .isEqualTo("\"counts.a\" must be an integer, was \"x\"");
    assertThat(problem("{\"day\":\"31.1.\"}"))
        .isEqualTo("\"day\" must be a date such as 2026-01-31, was \"31.1.\"");
    assertThat(problem("{\"Other-Name\":\"A\"}"))
        .isEqualTo("\"Other-Name\" must be a text that matches [a-z]+, was \"A\"");
    assertThat(problem("{\"colours\":1}")).startsWith("there is no \"colours\"");
  }

  private List<Effect> effects(String tool, String input)
      throws InvalidInputException, IOException {
    var found = tool(new Many(), tool);
    return found.effects(found.decode(Json.parseObject(input)), Workspace.of(temp));
  }

  @Test
  void statesTheEffectsThatAreDeclared() throws InvalidInputException, IOException {
    var root = temp.toRealPath();
    assertThat(effects("look", "{\"file\":\"a.txt\"}"))
        .containsExactly(new Effect.Reads(root.resolve("a.txt")));
    assertThat(effects("copy", "{\"from\":[\"a\",\"../b\"],\"to\":\"c\"}"))
        .containsExactly(
            new Effect.Reads(root.resolve("a")),
            new Effect.Reads(root.resolveSibling("b")),
            new Effect.Writes(root.resolve("c")));
    assertThat(effects("ask", "{\"mirror\":\"http://example.org/x\"}"))
        .containsExactly(
            new Effect.Connects("api.example.com", 443),
            new Effect.Connects("localhost", 8080),
            new Effect.Connects("example.org", 80));
    assertThat(effects("mystery", "{}"))
        .containsExactly(new Effect.Executes("java:" + Many.class.getName() + "#undeclared", root));
  }

  @Test
  void saysHowACallMayBeRepeated() throws InvalidInputException {
    var nothing = new MethodTool.Input(Json.Obj.EMPTY, List.of());
    assertThat(tool(new Many(), "look").idempotency(nothing)).isEqualTo(Idempotency.PURE);
    assertThat(tool(new Many(), "copy").idempotency(nothing)).isEqualTo(Idempotency.NATURAL);
    assertThat(tool(new Many(), "mystery").idempotency(nothing)).isEqualTo(Idempotency.UNSAFE);
    assertThat(tool(new Many(), "ask").labels())
        .containsExactly(
            new Label(Label.Source.WEB, "api.example.com"),
            new Label(Label.Source.WEB, "localhost"));
  }

  /** A class made at run time in front of another, as frameworks do. */
  public static class Proxy extends Many {
    @Override
    public String look(Path file) {
      return "proxied";
    }
  }

  @Test
  void findsToolsBehindAProxy() {
    assertThat(MethodTools.of(new Proxy())).hasSize(5);
  }

  public record Loop(List<Loop> loops) {}

  public record Box<T>(T content) {}

  public static class None {}

  /** None of these can be a tool. */
  @SuppressWarnings("unused")
  public static class Wrong {
    @Tool("x")
    public void object(Object any) {}

    @Tool("x")
    public void raw(@SuppressWarnings("rawtypes") List list) {}

    @Tool("x")
    public void wild(List<?> list) {}

    @Tool("x")
    public <T> void variable(T any) {}

    @Tool("x")
    public void generic(Box<String> box) {}

    @Tool("x")
    public void loop(Loop loop) {}

    @Tool("x")
    public void keys(Map<Integer, String> map) {}

    @Tool("x")
    public void path(Path path) {}

    @Tool("x")
    public void use(@Param(use = Param.Use.READS) String path) {}

    @Tool("x")
    public void deep(List<Optional<String>> list) {}

    @Tool("x")
    public void stream(java.io.InputStream in) {}

    @Tool("x")
    public Thread returns() {
      return Thread.currentThread();
    }

    @Tool("x")
    public void pattern(@Param(pattern = "(") String text) {}

    @Tool("x")
    public void bound(@Param(min = 1) boolean flag) {}

    @Tool("x")
    public void order(@Param(min = 2, max = 1) int number) {}

    @Tool("x")
    public void nothing(@Nullable Integer fine, @Param(name = "fine") String twice) {}

    @Tool("  ")
    public void untold() {}

    @Tool("x")
    void hidden() {}

    @Tool(value = "x", connects = "https://example.com/")
    public void host() {}

    @Tool(value = "x", name = "a b")
    public void name() {}

    @Tool(value = "x", name = "mcp__a__b")
    public void server() {}

    @Tool(value = "x", readOnly = true)
    public void contradiction(@Param(use = Param.Use.WRITES) Path path) {}
  }

  @Test
  void refusesWhatCannotBeAToolAndSaysWhy() {
    var problems = new StringBuilder();
    for (var method : Wrong.class.getDeclaredMethods()) {
      if (method.isSynthetic()) continue;
      assertThatThrownBy(() -> MethodTools.tool(new Wrong(), method))
          .as(method.getName())
          .isInstanceOf(UnsupportedType.class);
    }
    java.util.Arrays.stream(Wrong.class.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .sorted(java.util.Comparator.comparing(java.lang.reflect.Method::getName))
        .forEach(method -> {
          try {
            MethodTools.tool(new Wrong(), method);
          } catch (UnsupportedType e) {
            problems.append(e.getMessage()).append('\n');
          }
        });
    Golden.check("refused.txt", problems.toString());
    assertThatThrownBy(() -> MethodTools.of(new None()))
        .hasMessageContaining("no method with @Tool");
  }

  /** Two of one name. */
  public static class Twins {
    @Tool("x")
    public void same() {}

    @Tool(value = "x", name = "same")
    public void other() {}
  }

  @Test
  void refusesTwoOfOneName() {
    assertThatThrownBy(() -> MethodTools.of(new Twins()))
        .hasMessageContaining("both are called \"same\"")
        .hasMessageContaining("@Tool(name = …)");
  }
}
