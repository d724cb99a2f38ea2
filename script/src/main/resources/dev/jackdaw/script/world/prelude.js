// The world of a script: the stubs of its tools, its log, a clock that stands still and chance that is
// no chance. Nothing of the host is in it. What goes in and out are texts; `host` below is never in
// reach of a script. Everything needed later is taken hold of now, before a script can change it.
(function (startText) {
  'use strict';

  const { parse, stringify } = JSON;
  const { apply, construct } = Reflect;
  const { create, freeze, defineProperty } = Object;
  const { isArray } = Array;
  const Later = Promise;
  const resolved = Promise.resolve;
  const rejected = Promise.reject;
  const then = Promise.prototype.then;
  const text = String;
  const RealDate = Date;
  const dateText = Date.prototype.toString;
  const Failure = Error;
  const BadType = TypeError;
  const BadRange = RangeError;

  const start = parse(startText);
  const MOST_INPUT = 1000000;
  const MOST_RETURNED = 8000000;

  // Calls.

  const open = create(null);
  let waiting = '';
  let made = 0;
  let over = '';

  class ToolError extends Failure {
    constructor(tool, result, stack) {
      super(tool + ': ' + result.status + ': ' + result.text);
      defineProperty(this, 'result', { value: result, enumerable: true });
      defineProperty(this, 'status', { value: result.status, enumerable: true });
      defineProperty(this, 'stack', { value: stack });
    }
    get name() {
      return 'ToolError';
    }
  }

  function call(tool, given) {
    const input = given === undefined ? {} : given;
    if (input === null || typeof input !== 'object' || isArray(input)) {
      throw new BadType('tools.' + tool + ' takes one object, such as tools.' + tool + '({...})');
    }
    const json = stringify(input);
    if (typeof json !== 'string' || json[0] !== '{') {
      throw new BadType('the input of tools.' + tool + ' is no object of plain values');
    }
    if (json.length > MOST_INPUT) {
      throw new BadRange('the input of tools.' + tool + ' has ' + json.length + ' characters, more than '
          + MOST_INPUT);
    }
    const { stack } = new Failure(); // where it was made is where it fails
    return new Later((resolve, reject) => {
      const number = ++made;
      open[number] = freeze({ __proto__: null, tool, stack, resolve, reject });
      waiting += (waiting === '' ? '' : ',')
          + '{"number":' + number + ',"tool":' + stringify(tool) + ',"input":' + json + '}';
    });
  }

  const stubs = create(null);
  for (let i = 0; i < start.tools.length; i++) {
    const tool = start.tools[i];
    stubs[tool] = freeze((given) => {
      try {
        return call(tool, given);
      } catch (e) {
        return apply(rejected, Later, [e]);
      }
    });
  }
  freeze(stubs);
  const tools = new Proxy(stubs, {
    __proto__: null,
    get(target, name) {
      if (typeof name === 'symbol' || name in target || name === 'then') return target[name];
      throw new BadType('there is no tool "' + name + '"');
    },
  });

  // The log.

  let log = '';
  let dropped = 0;

  function note(...values) {
    let line = '';
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const shown = typeof value === 'object' && value !== null && !(value instanceof Failure)
          ? stringify(value) : text(value);
      line += (i > 0 ? ' ' : '') + shown;
    }
    line += '\n';
    const room = start.log - log.length;
    if (line.length <= room) {
      log += line;
    } else {
      for (let i = 0; i < room; i++) log += line[i];
      dropped += line.length - room;
    }
  }

  function logged() {
    return stringify(dropped > 0 ? log + '\n[' + dropped + ' more characters]\n' : log);
  }

  const console = freeze({
    __proto__: null, log: note, info: note, warn: note, error: note, debug: note,
  });

  // Time stands still, and chance follows from where it starts.

  function FixedDate(...parts) {
    if (new.target === undefined) return apply(dateText, new RealDate(start.clock), []);
    return construct(RealDate, parts.length === 0 ? [start.clock] : parts, new.target);
  }
  FixedDate.prototype = RealDate.prototype;
  defineProperty(FixedDate, 'name', { value: 'Date' });
  defineProperty(FixedDate, 'length', { value: 7 });
  FixedDate.now = () => start.clock;
  FixedDate.parse = RealDate.parse;
  FixedDate.UTC = RealDate.UTC;
  defineProperty(RealDate.prototype, 'constructor', { value: FixedDate, writable: true, configurable: true });

  let state = start.seed | 0;
  function random() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = state ^ (state >>> 15);
    mixed = mul(mixed, mixed | 1);
    mixed ^= mixed + mul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  const mul = Math.imul;
  Math.random = random;

  // A wait is over at once: the clock of a script does not go on.
  function setTimeout(work, _delay, ...given) {
    apply(then, apply(resolved, Later, [undefined]), [() => apply(work, undefined, given)]);
    return 0;
  }

  function global(name, value) {
    defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
  global('Date', FixedDate);
  global('console', console);
  global('setTimeout', setTimeout);
  global('clearTimeout', () => {});
  // What shows the time of the machine, its memory or its threads.
  for (const name of ['Intl', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry']) {
    delete globalThis[name];
  }

  // The end.

  function returned(value) {
    const json = stringify(value);
    if (json === undefined) return '{"returned":null,"log":' + logged() + '}';
    if (json.length > MOST_RETURNED) {
      throw new BadRange('what is returned has ' + json.length + ' characters, more than ' + MOST_RETURNED);
    }
    return '{"returned":' + json + ',"log":' + logged() + '}';
  }

  function threw(e) {
    let message = 'something that cannot be shown';
    let stack = '';
    try {
      message = e instanceof Failure ? text(e) : stringify(e) ?? text(e);
      if (e instanceof Failure && typeof e.stack === 'string') stack = e.stack;
    } catch {
      // What is thrown may throw when it is looked at.
    }
    return '{"threw":' + stringify(text(message)) + ',"stack":' + stringify(stack)
        + ',"log":' + logged() + '}';
  }

  async function follow(script) {
    try {
      const value = await script(tools);
      over = returned(value);
    } catch (e) {
      waiting = '';
      over = threw(e);
    }
  }

  return freeze({
    __proto__: null,
    source: start.source,

    begin(script) {
      follow(script);
    },

    /** Hands over the calls made since, or says how the script ended, or that it never will. */
    state() {
      if (waiting !== '') {
        const calls = waiting;
        waiting = '';
        return '{"calls":[' + calls + '],"log":' + logged() + '}';
      }
      return over !== '' ? over : '{"stuck":true,"log":' + logged() + '}';
    },

    isOver() {
      return over !== '' && waiting === '';
    },

    /** Takes the answers to the calls, in the order in which these were made. */
    settle(answersText) {
      const answers = parse(answersText).answers;
      for (let i = 0; i < answers.length; i++) {
        const { number, thrown, value } = answers[i];
        const { tool, stack, resolve, reject } = open[number];
        delete open[number];
        if (thrown) reject(new ToolError(tool, value, stack));
        else resolve(value);
      }
    },
  });
})
