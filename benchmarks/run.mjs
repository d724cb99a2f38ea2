#!/usr/bin/env node
// Measures whole processes of Jackdaw, alone or beside others, against a scripted model on loopback.
//   node benchmarks/run.mjs [--measures oneshot,turns100,longout] [--runs 10] [--warm-up 2] [--vs NAME[,NAME]] [--json FILE]
// Node 20 or later on Linux, no dependencies. docs/benchmarks.md says what each figure means.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const PAGE_BYTES = 4096;
const SAMPLE_MS = 15;
const LIMIT_MS = 240_000;
const MIB = 1024 * 1024;

const options = parse(process.argv.slice(2), { measures: 'oneshot,turns100,longout', runs: '10', 'warm-up': '2', vs: '', json: '' });
const measures = options.measures.split(',');
const adapters = ['jackdaw', ...options.vs.split(',').filter(Boolean)].map(locate);
process.env.PEERS_DIR ??= path.join(here, 'target', 'homes');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-bench-run-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

function parse(words, defaults) {
  const found = { ...defaults };
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (!(name in defaults) || words[i + 1] === undefined) {
      console.error(`${words[i]}: options are ${Object.keys(defaults).map(key => `--${key} VALUE`).join(' ')}`);
      process.exit(2);
    }
    found[name] = words[i + 1];
  }
  return found;
}

/** An adapter is named by its file in peers/, or by the path of its file. */
function locate(name) {
  const file = name.includes('/') ? path.resolve(name) : path.join(here, 'peers', `${name}.sh`);
  if (!fs.existsSync(file)) { console.error(`There is no adapter ${file}. Write one as benchmarks/peers/jackdaw.sh is.`); process.exit(2); }
  return { name: path.basename(file, '.sh'), file };
}

// ---------------------------------------------------------------- time and the process tree
const now = () => performance.timeOrigin + performance.now();
const sleep = ms => new Promise(done => setTimeout(done, ms));

/** Returns the resident bytes of a process and all its descendants. */
function treeBytes(root) {
  const processes = new Map();
  for (const entry of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${entry}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      processes.set(+entry, { parent: +fields[1], virtual: fields[20], bytes: +fields[21] * PAGE_BYTES });
    } catch { /* ended meanwhile */ }
  }
  const belongs = pid => { for (; pid > 1; pid = processes.get(pid)?.parent ?? 0) if (pid === root) return true; return false; };
  // Between fork and exec a child lives in its parent's memory, which must not count twice.
  const borrows = process => processes.get(process.parent)?.virtual === process.virtual;
  let sum = 0;
  for (const [pid, process] of processes) if (belongs(pid) && (pid === root || !borrows(process))) sum += process.bytes;
  return sum;
}

/** Runs an adapter to its end. Memory is sampled only on request, because looking costs time. */
async function start(adapter, mode, { prompt = '', folder = scratch, port = 0, sample = false } = {}) {
  const output = fs.openSync(path.join(scratch, 'output.txt'), 'w');
  const began = now();
  const child = spawn(adapter.file, [prompt, folder, String(port)], { stdio: ['ignore', output, output], detached: true, env: { ...process.env, BENCH_MODE: mode } });
  fs.closeSync(output);
  let peakBytes = 0;
  const sampler = sample ? setInterval(() => { peakBytes = Math.max(peakBytes, treeBytes(child.pid)); }, SAMPLE_MS) : null;
  const limit = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LIMIT_MS);
  const code = await new Promise((done, failed) => { child.on('exit', done); child.on('error', failed); });
  const ended = now();
  clearTimeout(limit);
  if (sampler) clearInterval(sampler);
  if (code !== 0) throw new Error(`${adapter.name} ${mode} ended with ${code}: ${fs.readFileSync(path.join(scratch, 'output.txt'), 'utf8').slice(-600)}`);
  return { began, ended, peakBytes };
}

// ---------------------------------------------------------------- the model
async function openModel(script, extra = []) {
  const log = path.join(scratch, `log-${Math.random().toString(36).slice(2)}.jsonl`);
  const child = spawn(process.execPath, [path.join(here, 'loopback', 'model.mjs'), '--script', path.join(here, 'loopback', 'scripts', `${script}.json`), '--log', log, ...extra], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((done, failed) => {
    child.stdout.on('data', text => { const found = /listening (\d+)/.exec(text); if (found) done(Number(found[1])); });
    child.on('exit', () => failed(new Error('the loopback model ended')));
  });
  return {
    port,
    requests: () => fs.readFileSync(log, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line)),
    close: () => new Promise(done => { child.removeAllListeners('exit'); child.on('exit', done); child.kill(); }),
  };
}

// ---------------------------------------------------------------- one run and what it tells
async function run(adapter, script, sample) {
  const folder = fs.mkdtempSync(path.join(scratch, 'folder-'));
  fs.writeFileSync(path.join(folder, 'README.md'), '# sample\n');
  const model = await openModel(script, ['--cwd', folder]);
  try {
    await start(adapter, 'setup', { folder, port: model.port });
    await sleep(100); // lets what the preparation left behind come to rest
    const times = await start(adapter, 'run', { prompt: `[bench session=s1 cwd=${folder}] Please do the task.`, folder, port: model.port, sample });
    await sleep(20); // the model writes its log after its answer
    const turns = model.requests().filter(request => Number.isInteger(request.turn));
    if (turns.length === 0) throw new Error(`${adapter.name} never asked the model`);
    return { ...times, turns };
  } finally {
    await model.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const gaps = turns => turns.slice(1).map((turn, i) => turn.t - turns[i].tDone);
const FIGURES = {
  oneshot: {
    'start → first request ms': r => r.turns[0].t - r.began,
    'start → exit ms': r => r.ended - r.began,
    'answer → exit ms': r => r.ended - r.turns.at(-1).tDone,
    'first request KiB': r => r.turns[0].bytes / 1024,
    'system prompt and tools KiB': r => (r.turns[0].systemBytes + r.turns[0].toolBytes) / 1024,
  },
  turns100: {
    'turn ms, median of a run': r => median(gaps(r.turns)),
    'turn ms, last ten': r => median(gaps(r.turns).slice(-10)),
    'wall s': r => (r.ended - r.began) / 1000,
    'turns': r => r.turns.length - 1,
  },
  longout: {
    'wall s': r => (r.ended - r.began) / 1000,
    'call ms': r => r.turns[1].t - r.turns[0].tDone,
    'KiB shown to the model': r => r.turns[1].lastResultBytes / 1024,
  },
};
const MEMORY = 'peak RSS of the tree MiB';
const MEMORY_RUNS = 3;

/** Runs take turns between the programs, so that a busy spell of the machine meets them all. */
async function measure(name) {
  const found = Object.fromEntries(adapters.map(adapter => [adapter.name, {}]));
  const note = (adapter, figure, value) => (found[adapter.name][figure] ??= []).push(value);
  const runs = Number(options.runs), warmUp = Number(options['warm-up']);
  for (let i = -warmUp; i < runs; i++) {
    for (const adapter of adapters) {
      const result = await run(adapter, name, false);
      if (i >= 0) for (const [figure, read] of Object.entries(FIGURES[name])) note(adapter, figure, read(result));
    }
    process.stderr.write('.');
  }
  for (let i = 0; i < Math.min(MEMORY_RUNS, runs); i++) {
    for (const adapter of adapters) note(adapter, MEMORY, (await run(adapter, name, true)).peakBytes / MIB);
  }
  process.stderr.write(` ${name}\n`);
  return found;
}

// ---------------------------------------------------------------- the report
function median(values) {
  const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
const digits = value => Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
const shown = values => values ? `${digits(median(values))} (${digits(Math.min(...values))}-${digits(Math.max(...values))})` : '-';

function table(name, found) {
  const programs = Object.keys(found);
  const rows = [...Object.keys(FIGURES[name]), MEMORY].map(figure => `| ${figure} | ${programs.map(program => shown(found[program][figure])).join(' | ')} |`);
  return [`| ${name} | ${programs.join(' | ')} |`, `| --- |${' --- |'.repeat(programs.length)}`, ...rows].join('\n') + '\n';
}

const unknown = measures.filter(name => !(name in FIGURES));
if (unknown.length) { console.error(`${unknown}: measures are ${Object.keys(FIGURES).join(', ')}`); process.exit(2); }
const cpu = os.cpus();
const results = { machine: `${cpu.length} x ${cpu[0].model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release().split('-')[0]}`, loadBefore: os.loadavg()[0], runs: Number(options.runs), measures: {} };
console.log(`${results.machine}; load ${results.loadBefore.toFixed(1)}; ${options.runs} runs after ${options['warm-up']} to warm up; median (min-max)\n`);
for (const name of measures) {
  results.measures[name] = await measure(name);
  console.log(table(name, results.measures[name]));
}
if (options.json) fs.writeFileSync(options.json, JSON.stringify(results, (_, value) => typeof value === 'number' ? +value.toFixed(3) : value, 1) + '\n');
