package dev.jackdaw.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ScriptEngine.Call;
import dev.jackdaw.api.ScriptEngine.Stop;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What scripts can do. */
@Timeout(300)
class JavaScriptTest {
  private static Call call(String tool, String input) {
    return new Call(tool, Json.parseObject(input));
  }

  @Test
  void callsToolsOneByOneAndTogether() throws IOException, InterruptedException {
    var run =
        Runs.run(
            """
            const first = await tools.read({path: 'a'});
            const rest = await Promise.all(['b', 'c'].map(path => tools.read({path})));
            console.log('seen', rest.length, {first: first.ok});
            return {texts: [first, ...rest].map(r => r.text), all: rest.every(r => r.ok)};
            """);

    assertThat(run.rounds())
        .containsExactly(
            java.util.List.of(call("read", "{\"path\":\"a\"}")),
            java.util.List.of(call("read", "{\"path\":\"b\"}"), call("read", "{\"path\":\"c\"}")));
    assertThat(run.returned().compact())
        .isEqualTo(
            "{\"texts\":[\"read {\\\"path\\\":\\\"a\\\"}\",\"read {\\\"path\\\":\\\"b\\\"}\","
                + "\"read {\\\"path\\\":\\\"c\\\"}\"],\"all\":true}");
    assertThat(run.log()).isEqualTo("seen 2 {\"first\":true}\n");
  }

  @Test
  void aCallThatDoesNotSucceedThrows() throws IOException, InterruptedException {
    var caught =
        Runs.run(
            "try { await tools.bash({command: 'x'}); } catch (e) {"
                + " return [e.name, e.status, e.result.text, e.message, e instanceof Error]; }",
            _ -> Runs.failure("exit 1"));
    var thrown =
        Runs.run("\n\nawait tools.bash({command: 'x'});\nreturn 1", _ -> Runs.failure("exit 1"));

    assertThat(caught.returned().compact())
        .isEqualTo("[\"ToolError\",\"failed\",\"exit 1\",\"bash: failed: exit 1\",true]");
    assertThat(thrown.threw()).isEqualTo("ToolError: bash: failed: exit 1 (line 3)");
  }

  @Test
  void saysWhatIsWrongBeforeAnythingRuns() throws IOException, InterruptedException {
    var run = Runs.run("await tools.read({path: 'a'});\nif (x {\n}");

    assertThat(run.rounds()).isEmpty();
    assertThat(run.end()).isInstanceOf(Stop.Invalid.class);
    assertThat(((Stop.Invalid) run.end()).problem())
        .isEqualTo("line 2: SyntaxError: Expected ) but found {");
  }

  @Test
  void tellsWhereItThrew() throws IOException, InterruptedException {
    var run = Runs.run("const a = 1;\nfunction f() {\n  return a.b.c;\n}\nf();");

    assertThat(run.threw()).startsWith("TypeError: ").endsWith(" (line 3)");
  }

  @Test
  void timeStandsStillAndChanceIsTheSameEachTime() throws IOException, InterruptedException {
    var source =
        """
        const before = Date.now();
        await new Promise(done => setTimeout(done, 1e9));
        await tools.read({});
        return [before, Date.now(), new Date().toISOString(), +new Date(), Date(),
            new Date(2020, 0, 1).getTime(), new (new Date().constructor)().getTime(),
            Math.random(), Math.random(), typeof Intl, typeof WeakRef, typeof Atomics,
            new Date(0).toLocaleString(), (1234.5).toLocaleString()];
        """;
    var one = Runs.run(source).returned();
    var other = Runs.run(source).returned();

    assertThat(one).isEqualTo(other);
    var values = ((Json.Arr) one).elements().stream().map(Json::compact).toList();
    var millis = String.valueOf(Runs.CLOCK.toEpochMilli());
    assertThat(values.subList(0, 4))
        .containsExactly(millis, millis, "\"2026-11-23T10:11:12.345Z\"", millis);
    assertThat(values.get(5)).isEqualTo("1577836800000");
    assertThat(values.get(6)).isEqualTo(millis);
    assertThat(values.get(7)).isNotEqualTo(values.get(8));
    assertThat(values.subList(9, 12)).containsOnly("\"undefined\"");
  }

  @Test
  void whoIsFirstFollowsFromTheOrderOfCalls() throws IOException, InterruptedException {
    var run =
        Runs.run("return (await Promise.race([tools.read({n: 1}), tools.read({n: 2})])).text");

    assertThat(run.returned()).isEqualTo(Json.of("read {\"n\":1}"));
  }

  @Test
  void callsNobodyWaitsForAreMadeAllTheSame() throws IOException, InterruptedException {
    var run = Runs.run("tools.read({n: 1}); return 5");

    assertThat(run.rounds()).hasSize(1);
    assertThat(run.returned()).isEqualTo(Json.of(5));
  }

  @Test
  void whatIsNoObjectIsNoInput() throws IOException, InterruptedException {
    var run =
        Runs.run(
            """
            const said = [];
            for (const bad of [null, 'x', 1, [1], () => 1, {toJSON() { return 'x' }}, {a: 1n},
                {a: 'x'.repeat(1000001)}]) {
              await tools.read(bad).catch(e => said.push(e.name));
            }
            await tools.read();
            return said;
            """);

    assertThat(run.rounds()).containsExactly(java.util.List.of(call("read", "{}")));
    assertThat(run.returned().compact())
        .isEqualTo(
            "[\"TypeError\",\"TypeError\",\"TypeError\",\"TypeError\",\"TypeError\",\"TypeError\","
                + "\"TypeError\",\"RangeError\"]");
  }

  @Test
  void whatIsReturnedIsJson() throws IOException, InterruptedException {
    assertThat(Runs.run("").returned()).isEqualTo(Json.Null.INSTANCE);
    assertThat(Runs.run("return () => 1").returned()).isEqualTo(Json.Null.INSTANCE);
    assertThat(Runs.run("const a = {}; a.a = a; return a").threw()).startsWith("TypeError: ");
    assertThat(Runs.run("return 'ä€😀\\u2028\\ud800'").returned().compact())
        .isEqualTo(Json.of("ä€😀\u2028\ud800").compact());
  }
}
