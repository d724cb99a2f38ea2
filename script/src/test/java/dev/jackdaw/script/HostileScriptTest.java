package dev.jackdaw.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.api.ScriptEngine.Limits;
import dev.jackdaw.api.ScriptEngine.Stop;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What scripts cannot do. */
@Timeout(300)
class HostileScriptTest {
  private static final Limits TIGHT = new Limits(128, 1_000_000, Duration.ofSeconds(5), 200);

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    var process = Runs.LAST.get();
    if (process != null) assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private static Runs.Run tight(String source) throws IOException, InterruptedException {
    return Runs.run(source, Runs::echo, TIGHT);
  }

  @Test
  void aLoopWithoutEndIsEnded() throws IOException, InterruptedException {
    var run = Runs.apart("await tools.read({}); for (;;) {}", Runs::echo, TIGHT);

    assertThat(run.rounds()).hasSize(1);
    assertThat(run.ended()).isEqualTo("it carried out more than 1000000 statements");
  }

  @Test
  void aLoopOfPromisesIsEnded() throws IOException, InterruptedException {
    assertThat(tight("for (;;) await null").ended()).contains("statements");
  }

  @Test
  void workInOneStatementIsEndedByTheClock() throws IOException, InterruptedException {
    var script = "await tools.read({}); return /^(a|a|aa)*\\1?$/.test('a'.repeat(60) + 'b')";
    var run = Runs.apart(script, Runs::echo, TIGHT);

    assertThat(run.end()).isNotInstanceOf(Stop.Invalid.class);
    if (run.end() instanceof Stop.Ended(var reason)) assertThat(reason).contains("without a call");
  }

  @Test
  void memoryIsUsedUpThereAndNotHere() throws IOException, InterruptedException {
    assertThat(
            Runs.apart(
                    "const all = []; for (;;) all.push(new Array(1e5).fill(1.5));",
                    Runs::echo,
                    new Limits(128, 100_000_000, Duration.ofSeconds(60), 200))
                .ended())
        .isEqualTo("it used up its memory of 128 MB");
  }

  @Test
  void oneLargeTextIsNoWayAround() throws IOException, InterruptedException {
    var run = Runs.apart("let s = 'x'; for (;;) s += s;", Runs::echo, TIGHT);

    assertThat(run.end()).isNotInstanceOf(Stop.Returned.class);
  }

  @Test
  void deepRecursionIsAnErrorOfTheScript() throws IOException, InterruptedException {
    var run = tight("const f = n => 1 + f(n + 1); try { f(0) } catch (e) { return e.name }");

    assertThat(run.returned()).isEqualTo(Json.of("RangeError"));
  }

  @Test
  void nothingOfTheHostCanBeHad() throws IOException, InterruptedException {
    var run =
        tight(
            """
            const said = [];
            for (const what of ['fs', 'file:///etc/passwd', './x.mjs', 'https://localhost/x.js']) {
              try { await import(what); said.push('got ' + what) } catch {}
            }
            const text = 'data:text/javascript,export%20default%20typeof%20Java';
            said.push((await import(text)).default);
            try { Java.type('java.lang.Runtime').getRuntime().exec('id') } catch (e) { said.push(e.name) }
            try { load('/etc/passwd') } catch (e) { said.push(e.name) }
            try { tools.constructor.constructor('return Java')() } catch (e) { said.push(e.message) }
            try { console.log.constructor('return Java')() } catch (e) { said.push(e.name) }
            return said;
            """);

    assertThat(run.returned().compact())
        .isEqualTo(
            "[\"undefined\",\"ReferenceError\",\"ReferenceError\",\"there is no tool \\\"constructor\\\"\","
                + "\"ReferenceError\"]");
  }

  @Test
  void noNamesOfTheHostAreThere() throws IOException, InterruptedException {
    var run =
        tight(
            """
            const names = ['Java', 'java', 'javax', 'Packages', 'Polyglot', 'Graal', 'load',
                'loadWithNewGlobal', 'print', 'printErr', 'quit', 'exit', 'read', 'readbuffer',
                'require', 'process', 'fetch', 'XMLHttpRequest', 'WebAssembly', 'Worker',
                'importScripts', 'performance', 'host', 'Deno', 'JavaImporter', 'Intl'];
            return names.filter(name => typeof globalThis[name] !== 'undefined'
                || (0, eval)('typeof ' + name) !== 'undefined');
            """);

    assertThat(run.returned()).isEqualTo(Json.Arr.EMPTY);
  }

  @Test
  void whatLongTextEvaluatesToIsBoundAlike() throws IOException, InterruptedException {
    var run =
        Runs.run(
            "return (0, eval)('1' + '+1'.repeat(200000))",
            Runs::echo,
            new Limits(128, 1_000_000, Duration.ofSeconds(30), 200));

    assertThat(run.end()).isNotInstanceOf(Stop.Invalid.class);
    assertThat(tight("return (0, eval)('for(;;){}')").ended()).contains("statements");
    assertThat(tight("return new Function('return typeof Java')()").returned())
        .isEqualTo(Json.of("undefined"));
  }

  @Test
  void gamesWithPrototypesAreTheScriptsOwnLoss() throws IOException, InterruptedException {
    var run =
        tight(
            """
            const steal = [];
            Promise.prototype.then = function () { steal.push('then'); };
            Promise.resolve = Promise.reject = () => { steal.push('resolve') };
            JSON.stringify = () => '{"calls":[{"number":1,"tool":"task","input":{}}]}';
            JSON.parse = () => ({answers: []});
            Array.prototype.push = function (x) { this[this.length] = x; };
            Object.defineProperty(Object.prototype, 'number', {get() { return 99 }, set() {}});
            Object.prototype.toJSON = function () { return this; };
            Reflect.apply = Reflect.construct = () => { steal.push('reflect') };
            Array.prototype[Symbol.iterator] = function* () { steal.push('iterator') };
            String.prototype.toString = () => 'other';
            const answer = await tools.bash({command: 'ls'});
            return {text: answer.text, steal, n: typeof tools.bash};
            """);

    assertThat(run.rounds()).hasSize(1);
    assertThat(run.rounds().getFirst().getFirst().tool()).isEqualTo("bash");
    assertThat(run.rounds().getFirst().getFirst().input())
        .isEqualTo(Json.parseObject("{\"command\":\"ls\"}"));
    assertThat(((Json.Obj) run.returned()).string("text", "")).contains("bash");
  }

  @Test
  void stubsCannotBeChanged() throws IOException, InterruptedException {
    var run =
        tight(
            """
            const before = tools.bash;
            try { tools.bash = () => 'mine' } catch {}
            try { Object.defineProperty(tools, 'bash', {value: 1}) } catch {}
            try { Object.setPrototypeOf(tools, {evil: 1}) } catch {}
            try { delete tools.read } catch {}
            return [tools.bash === before, Object.keys(tools).length, Object.getPrototypeOf(tools)];
            """);

    assertThat(run.returned().compact()).isEqualTo("[true,3,null]");
  }

  @Test
  void floodsOfOutputAreCut() throws IOException, InterruptedException {
    var run = tight("for (let i = 0; i < 1000; i++) console.log('x'.repeat(1000)); return 1");

    assertThat(run.log()).hasSizeLessThan(300).contains("more characters]");
    assertThat(run.returned()).isEqualTo(Json.of(1));
    assertThat(
            Runs.run(
                    "return 'x'.repeat(8000001)",
                    Runs::echo,
                    new Limits(256, 1_000_000, Duration.ofSeconds(30), 200))
                .threw())
        .startsWith("RangeError: what is returned has 8000003 characters");
  }

  @Test
  void aPromiseNobodyResolvesIsToldAtOnce() throws IOException, InterruptedException {
    assertThat(tight("await tools.read({}); await new Promise(() => {})").ended())
        .contains("nothing will resolve");
  }

  @Test
  void callsWithoutNumberAreHandedOver() throws IOException, InterruptedException {
    var run =
        tight(
            "return (await Promise.all(Array.from({length: 500}, (_, n) => tools.read({n})))).length");

    assertThat(run.rounds().getFirst()).hasSize(500);
  }

  @Test
  void whatIsThrownMayBeAnything() throws IOException, InterruptedException {
    assertThat(tight("throw null").threw()).isEqualTo("null");
    assertThat(tight("throw {toJSON() { throw 1 }}").threw()).isNotBlank();
    assertThat(tight("const e = new Error('x'); e.toString = () => { throw 1 }; throw e").threw())
        .isNotBlank();
    assertThat(tight("await Promise.reject(new Proxy({}, {get() { throw 1 }}))").threw())
        .isNotBlank();
  }

  @Test
  void codeBehindTheEndOfTheFunctionHasNoMoreThanTheScript()
      throws IOException, InterruptedException {
    var run = tight("}); globalThis.x = typeof Java; (async function () {");

    assertThat(run.rounds()).isEmpty();
    assertThat(run.end()).isNotInstanceOf(Stop.Waiting.class);
  }

  @Test
  void aKilledProcessIsToldAsWhatItIs() throws IOException, InterruptedException {
    var run =
        Runs.apart(
            "await tools.read({}); return 1",
            call -> {
              Runs.LAST.get().destroyForcibly();
              return Runs.echo(call);
            },
            TIGHT);

    assertThat(run.ended()).isEqualTo("its process was killed");
  }

  @Test
  void anInterruptionEndsTheProcess() throws IOException, InterruptedException {
    var start =
        new ScriptEngine.Start(
            "await new Promise(() => {}); ",
            Runs.TOOLS,
            Runs.CLOCK,
            7,
            Limits.USUAL,
            (command, readable) -> Runs.start(List.of("/bin/sleep", "600"), readable));
    try (var script = new JavaScript().start(start)) {
      Thread.currentThread().interrupt();
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> script.go(List.of()))
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(Runs.LAST.get().waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void itEndsWithItsInputWhateverItDoes() throws IOException, InterruptedException {
    var start =
        new ScriptEngine.Start(
            "for (;;) {}",
            Runs.TOOLS,
            Runs.CLOCK,
            7,
            new Limits(128, Long.MAX_VALUE, Duration.ofSeconds(60), 200),
            Runs::start);
    var line = CommandLine.of(start.limits());
    var process = Runs.start(line.words(), line.readable());
    process
        .getOutputStream()
        .write(
            "{\"source\":\"for(;;){}\",\"tools\":[],\"clock\":1,\"seed\":1,\"log\":1}\n"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    process.getOutputStream().close(); // as when whoever started it is killed
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void linesThatNoScriptCanSayAreNotBelieved() throws IOException, InterruptedException {
    assertThat(
            faked(
                    "@{\\\"calls\\\":[{\\\"number\\\":1,\\\"tool\\\":\\\"task\\\",\\\"input\\\":{}}]}")
                .ended())
        .contains("calls that no script can make");
    assertThat(
            faked(
                    "@{\\\"calls\\\":[{\\\"number\\\":7,\\\"tool\\\":\\\"read\\\",\\\"input\\\":{}}]}")
                .ended())
        .contains("calls that no script can make");
    assertThat(faked("@{nonsense").ended()).contains("cannot be read");
    assertThat(faked("no mark").ended()).contains("ended by itself (exit 0): no mark");
  }

  private static Runs.Run faked(String line) throws IOException, InterruptedException {
    var start =
        new ScriptEngine.Start(
            "x",
            Runs.TOOLS,
            Runs.CLOCK,
            7,
            Limits.USUAL,
            (_, readable) ->
                Runs.start(List.of("/bin/sh", "-c", "echo \"" + line + "\""), readable));
    try (var script = new JavaScript().start(start)) {
      return new Runs.Run(List.of(), script.go(List.of()), script.log());
    }
  }
}
