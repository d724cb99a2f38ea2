#!/usr/bin/env node
// Scripted mock model server for benchmarking terminal coding agents. No dependencies.
//
// Speaks Anthropic Messages, OpenAI Chat Completions, OpenAI Responses and Gemini
// generateContent, each streaming (SSE) and non-streaming, on 127.0.0.1.
// docs/benchmarks.md describes the script format and the log format.
import http from 'node:http';
import zlib from 'node:zlib';
import fs from 'node:fs';
import path from 'node:path';

// ---------------------------------------------------------------- options
const opt = { port: 0, 'delay-ms': 0, 'tokens-per-second': 0, script: '', log: '', dump: '', cwd: '', state: 'history', host: '127.0.0.1', quiet: false };
for (let i = 2; i < process.argv.length; i++) {
  const m = /^--([a-z-]+)(?:=(.*))?$/.exec(process.argv[i]);
  if (!m || !(m[1] in opt)) { console.error(`unknown option ${process.argv[i]}\noptions: ${Object.keys(opt).map(o => '--' + o).join(' ')}`); process.exit(2); }
  if (typeof opt[m[1]] === 'boolean') opt[m[1]] = true;
  else { const v = m[2] ?? process.argv[++i]; opt[m[1]] = typeof opt[m[1]] === 'number' ? Number(v) : v; }
}
const nowMs = () => performance.timeOrigin + performance.now();
const sleep = ms => new Promise(r => setTimeout(r, ms));
const bytes = s => Buffer.byteLength(s);
const toks = n => Math.max(1, Math.ceil(n / 4));

// ---------------------------------------------------------------- script
function expandScript(raw) {
  const out = [];
  const subst = (v, i) => typeof v === 'string' ? v.replaceAll('{{i}}', String(i)).replaceAll('{{i0}}', String(i).padStart(4, '0'))
    : Array.isArray(v) ? v.map(x => subst(x, i)) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, subst(x, i)])) : v;
  for (const t of raw.turns ?? []) {
    const from = t.from ?? out.length + 1;
    for (let k = 0; k < (t.repeat ?? 1); k++) {
      const group = t.turns ?? [t];
      for (const g of group) { const { repeat, from: _f, turns, ...rest } = g; out.push(subst(rest, from + k * (t.step ?? 1))); }
    }
  }
  return { name: raw.name ?? 'script', final: raw.final ?? 'Done.', turns: out };
}
let script = { name: 'empty', final: 'Hello from the mock model.', turns: [] };
if (opt.script) script = expandScript(JSON.parse(fs.readFileSync(opt.script, 'utf8')));

// ---------------------------------------------------------------- tool mapping
// The peer's own tool definitions decide the tool's name and the shape of its arguments.
const TOOL_NAMES = {
  shell: ['exec_command', 'shell_command', 'run_shell_command', 'bash', 'shell', 'run_command', 'execute_command', 'run_terminal_cmd', 'terminal', 'container.exec', 'local_shell'],
  read: ['read_file', 'read', 'view', 'view_file', 'open_file', 'cat'],
  edit: ['edit', 'replace', 'edit_file', 'str_replace', 'str_replace_editor', 'apply_patch', 'patch'],
  write: ['write_file', 'write', 'create_file', 'create'],
  search: ['grep', 'search', 'grep_search', 'search_file_content', 'ripgrep'],
  list: ['ls', 'list_directory', 'list', 'list_dir'],
};
const ARG_NAMES = {
  command: ['command', 'cmd', 'script', 'commandline'],
  path: ['file_path', 'filePath', 'path', 'absolute_path', 'file', 'filename', 'target_file', 'dir_path'],
  old: ['old_string', 'oldString', 'oldText', 'old_text', 'old_str', 'search', 'old'],
  new: ['new_string', 'newString', 'newText', 'new_text', 'new_str', 'replace', 'new'],
  content: ['content', 'contents', 'file_text', 'text', 'data'],
  offset: ['offset', 'start_line', 'startLine', 'line'],
  limit: ['limit', 'line_count', 'max_lines'],
  end: ['end_line', 'endLine'],
  pattern: ['pattern', 'query', 'regex'],
};
const norm = s => String(s).toLowerCase().replace(/^mcp__[^_]+__/, '');
function findTool(tools, abstract) {
  for (const n of TOOL_NAMES[abstract] ?? [abstract]) { const t = tools.find(t => norm(t.name) === norm(n)); if (t) return t; }
  return null;
}
function fillRequired(schema, args, call) {
  for (const r of schema?.required ?? []) {
    if (r in args) continue;
    const p = schema.properties?.[r] ?? {}; const type = Array.isArray(p.type) ? p.type[0] : String(p.type ?? 'string').toLowerCase();
    args[r] = p.enum ? p.enum[0] : /^(number|integer)$/.test(type) ? 1 : type === 'boolean' ? false : type === 'array' ? [] : type === 'object' ? {} : (r === 'description' || r === 'instruction' ? `benchmark ${call.tool} step` : 'benchmark');
  }
  return args;
}
function shapeArgs(schema, abs, call) {
  const props = schema?.properties ?? {}; const out = {};
  for (const [k, v] of Object.entries(abs)) {
    const name = (ARG_NAMES[k] ?? [k]).find(n => n in props);
    if (!name) continue;
    const p = props[name]; const type = Array.isArray(p.type) ? p.type[0] : String(p.type ?? '').toLowerCase();
    out[name] = type === 'array' ? (k === 'command' ? ['bash', '-lc', v] : [v]) : type === 'string' ? String(v) : v;
  }
  // an edit tool that takes a list of replacements
  const list = Object.entries(props).find(([, p]) => String(p.type ?? '').toLowerCase() === 'array' && p.items?.properties);
  if ('old' in abs && list && !ARG_NAMES.old.some(n => n in props)) out[list[0]] = [shapeArgs(list[1].items, { old: abs.old, new: abs.new }, call)];
  return fillRequired(schema, out, call);
}
const sq = s => `'${String(s).replaceAll("'", `'\\''`)}'`;
function shellFor(call) { // what a model does when a peer has no such tool: use the shell
  const a = call.args ?? {};
  switch (call.tool) {
    case 'read': return a.offset ? `sed -n '${a.offset},${a.offset + (a.limit ?? 2000) - 1}p' ${sq(a.path)}` : `cat ${sq(a.path)}`;
    case 'write': return `cat > ${sq(a.path)} <<'BENCH_EOF'\n${a.content}\nBENCH_EOF`;
    case 'edit': return `python3 - ${sq(a.path)} ${sq(a.old)} ${sq(a.new)} <<'P'\nimport sys\np,o,n=sys.argv[1:]\ns=open(p).read()\nassert s.count(o)==1\nopen(p,'w').write(s.replace(o,n))\nP`;
    case 'search': return `grep -rn ${sq(a.pattern)} .`;
    case 'list': return `ls ${sq(a.path ?? '.')}`;
    default: return 'true';
  }
}
function patchFor(abs, cwd) {
  const rel = abs.path.startsWith(cwd + '/') ? abs.path.slice(cwd.length + 1) : abs.path;
  return `*** Begin Patch\n*** Update File: ${rel}\n@@\n${abs.old.split('\n').map(l => '-' + l).join('\n')}\n${abs.new.split('\n').map(l => '+' + l).join('\n')}\n*** End Patch`;
}
/** -> {name, args} | {name, input} (custom free-form tool) | {local: [...]} */
function mapCall(tools, call, cwd) {
  const abs = Object.fromEntries(Object.entries(call.args ?? {}).map(([k, v]) => [k, typeof v === 'string' ? v.replaceAll('{{cwd}}', cwd) : v]));
  if (call.tool === 'raw') return { name: call.name, args: abs };
  const c = { ...call, args: abs };
  let t = findTool(tools, call.tool);
  if (t && call.tool === 'edit' && norm(t.name) === 'apply_patch') {
    const patch = patchFor(abs, cwd);
    if (t.kind === 'custom') return { name: t.name, input: patch };
    const prop = ['input', 'patch', 'patchText', 'patch_text'].find(n => n in (t.schema?.properties ?? {})) ?? 'input';
    return { name: t.name, args: fillRequired(t.schema, { [prop]: patch }, c) };
  }
  if (!t && call.tool === 'edit' && tools.some(x => /tools\.apply_patch|apply_patch\(/.test(x.description ?? ''))) c.patch = patchFor(abs, cwd);
  else if (!t && call.tool !== 'shell') { c.args = { command: shellFor(c) }; t = findTool(tools, 'shell'); }
  const js = tools.find(x => x.kind === 'custom' && x.name === 'exec' && /JavaScript/.test(x.description ?? '')); // "code mode": tools are called from a script
  if (!t && js) return { name: js.name, namespace: js.namespace, input: c.patch ? `text(await tools.apply_patch(${JSON.stringify(c.patch)}))` : `const r = await tools.exec_command({cmd: ${JSON.stringify(c.args.command)}}); text(r.output ?? r)` };
  if (!t && tools.some(t => t.kind === 'local_shell')) return { local: ['bash', '-lc', c.args.command] };
  if (!t) return null;
  if (t.kind === 'local_shell') return { local: ['bash', '-lc', c.args.command] };
  return { name: t.name, namespace: t.namespace, args: shapeArgs(t.schema, c.args, c) };
}
// Smallest value that satisfies a JSON schema, for structured side requests.
function sample(schema) {
  if (!schema || typeof schema !== 'object') return 'ok';
  if (schema.enum) return schema.enum.includes('user') ? 'user' : schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  const alt = schema.anyOf ?? schema.oneOf; if (alt) return sample(alt[0]);
  const type = String(Array.isArray(schema.type) ? schema.type[0] : schema.type ?? 'object').toLowerCase();
  if (type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([k, v]) => [k, sample(v)]));
  if (type === 'array') return []; if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return schema.minimum ?? 0; if (type === 'null') return null;
  return 'ok';
}

// ---------------------------------------------------------------- reading requests
const asText = c => typeof c === 'string' ? c : Array.isArray(c) ? c.map(p => p?.text ?? p?.content ?? p?.output ?? '').map(x => typeof x === 'string' ? x : asText(x)).join('') : c == null ? '' : JSON.stringify(c);
const flatten = (tools, ns) => (tools ?? []).flatMap(t => t.type === 'namespace' ? flatten(t.tools, t.name) : [{ ...t, _ns: ns }]);
const CID = /call_b(\d+)x/;
/** Normal form: {kind, stream, model, tools:[{name,schema,kind}], system, toolsRaw, messages, assistantTurns, lastUser, schema, lastToolResult} */
function parse(kind, b, urlPath) {
  const r = { kind, model: b.model, stream: b.stream === true, system: '', messages: [], tools: [], toolsRaw: [], schema: null, idTurn: -1, groups: 0, results: [] };
  let prevAssistant = false;
  const mark = isA => { if (isA && !prevAssistant) r.groups++; prevAssistant = isA; };
  const seeId = id => { const m = CID.exec(id ?? ''); if (m) r.idTurn = Math.max(r.idTurn, Number(m[1])); };
  if (kind === 'anthropic') {
    r.system = asText(b.system); r.messages = b.messages ?? []; r.toolsRaw = b.tools ?? [];
    r.tools = r.toolsRaw.map(t => ({ name: t.name, schema: t.input_schema, kind: 'function' }));
    r.schema = b.output_config?.format?.schema ?? b.output_format?.schema ?? null;
    for (const m of r.messages) {
      mark(m.role === 'assistant');
      if (Array.isArray(m.content)) for (const p of m.content) { if (p.type === 'tool_use') seeId(p.id); if (p.type === 'tool_result') r.results.push(asText(p.content)); }
    }
  } else if (kind === 'chat') {
    r.messages = b.messages ?? []; r.toolsRaw = b.tools ?? [];
    r.system = r.messages.filter(m => m.role === 'system' || m.role === 'developer').map(m => asText(m.content)).join('\n');
    r.tools = r.toolsRaw.filter(t => t.function).map(t => ({ name: t.function.name, schema: t.function.parameters, kind: 'function' }));
    r.schema = b.response_format?.json_schema?.schema ?? (b.response_format?.type === 'json_object' ? {} : null);
    for (const m of r.messages) { mark(m.role === 'assistant'); for (const c of m.tool_calls ?? []) seeId(c.id); if (m.role === 'tool') r.results.push(asText(m.content)); }
  } else if (kind === 'responses') {
    const input = typeof b.input === 'string' ? [{ role: 'user', content: b.input }] : b.input ?? [];
    r.messages = input; r.toolsRaw = b.tools ?? [];
    r.system = [b.instructions ?? '', ...input.filter(m => m.role === 'system' || m.role === 'developer').map(m => asText(m.content))].join('');
    for (const m of input) if (m.type === 'additional_tools') r.toolsRaw = [...r.toolsRaw, ...(m.tools ?? [])]; // tools carried as an input item
    r.tools = flatten(r.toolsRaw).map(t => ({ name: t.name ?? t.type, schema: t.parameters, kind: t.type, namespace: t._ns, description: t.description }));
    r.schema = b.text?.format?.schema ?? null;
    if (b.previous_response_id) seeId(prevIds.get(b.previous_response_id) ?? '');
    for (const m of input) {
      const isA = m.role === 'assistant' || /_call$/.test(m.type ?? '') || m.type === 'reasoning';
      mark(isA); seeId(m.call_id); if (/_output$/.test(m.type ?? '')) r.results.push(asText(m.output));
    }
  } else if (kind === 'gemini') {
    r.model = decodeURIComponent(/models\/([^:/]+)/.exec(urlPath)?.[1] ?? 'gemini'); r.stream = /:streamGenerateContent/.test(urlPath);
    r.system = asText(b.systemInstruction?.parts ?? b.system_instruction?.parts); r.messages = b.contents ?? []; r.toolsRaw = b.tools ?? [];
    r.tools = r.toolsRaw.flatMap(t => t.functionDeclarations ?? t.function_declarations ?? []).map(t => ({ name: t.name, schema: t.parametersJsonSchema ?? t.parameters_json_schema ?? t.parameters, kind: 'function' }));
    const g = b.generationConfig ?? b.generation_config ?? {};
    r.schema = g.responseJsonSchema ?? g.responseSchema ?? (g.responseMimeType === 'application/json' ? {} : null);
    for (const m of r.messages) {
      mark(m.role === 'model');
      for (const p of m.parts ?? []) { if (p.functionCall) seeId(p.functionCall.id); if (p.functionResponse) r.results.push(p.functionResponse.response?.output ?? JSON.stringify(p.functionResponse.response ?? {})); }
    }
  }
  return r;
}
const prevIds = new Map(); // Responses API response id -> marker of the turn it answered
const served = new Map();  // session -> next turn, for --state counter
const lastBody = new Map();

// ---------------------------------------------------------------- writing answers
let seq = 0;
const uid = p => `${p}_${(++seq).toString(36)}${Date.now().toString(36)}`;
function chunks(text) { const n = opt['tokens-per-second'] > 0 ? 4 : 64; const out = []; for (let i = 0; i < text.length; i += n) out.push(text.slice(i, i + n)); return out.length ? out : ['']; }
class Pace { constructor() { this.t0 = performance.now(); this.n = 0; } async tick() { const r = opt['tokens-per-second']; if (r <= 0) return; const due = this.t0 + (++this.n * 1000) / r; const w = due - performance.now(); if (w > 1) await sleep(w); } }

/** ans = {text, calls:[{id,name,args|input|local}]}, usage = {in,out} */
const writers = {
  async anthropic(res, r, ans, u) {
    const id = uid('msg'); const usage = { input_tokens: u.in, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: u.out };
    const content = []; if (ans.text) content.push({ type: 'text', text: ans.text });
    for (const c of ans.calls) content.push({ type: 'tool_use', id: c.id, name: c.name, input: c.args ?? { input: c.input } });
    const stop_reason = ans.calls.length ? 'tool_use' : 'end_turn';
    if (!r.stream) return json(res, { id, type: 'message', role: 'assistant', model: r.model, content, stop_reason, stop_sequence: null, usage });
    const s = sse(res, true); const pace = new Pace();
    s('message_start', { type: 'message_start', message: { id, type: 'message', role: 'assistant', model: r.model, content: [], stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 1 } } });
    for (const [index, p] of content.entries()) {
      if (p.type === 'text') {
        s('content_block_start', { type: 'content_block_start', index, content_block: { type: 'text', text: '' } });
        for (const t of chunks(p.text)) { await pace.tick(); s('content_block_delta', { type: 'content_block_delta', index, delta: { type: 'text_delta', text: t } }); }
      } else {
        s('content_block_start', { type: 'content_block_start', index, content_block: { type: 'tool_use', id: p.id, name: p.name, input: {} } });
        for (const t of chunks(JSON.stringify(p.input))) { await pace.tick(); s('content_block_delta', { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: t } }); }
      }
      s('content_block_stop', { type: 'content_block_stop', index });
    }
    s('message_delta', { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: u.out } });
    s('message_stop', { type: 'message_stop' }); return res.end(), s.bytes();
  },
  async chat(res, r, ans, u, b) {
    const id = uid('chatcmpl'); const created = Math.floor(Date.now() / 1000); const usage = { prompt_tokens: u.in, completion_tokens: u.out, total_tokens: u.in + u.out, prompt_tokens_details: { cached_tokens: 0 } };
    const tool_calls = ans.calls.map(c => ({ id: c.id, type: 'function', function: { name: c.name, arguments: JSON.stringify(c.args ?? { input: c.input }) } }));
    const finish_reason = tool_calls.length ? 'tool_calls' : 'stop';
    if (!r.stream) return json(res, { id, object: 'chat.completion', created, model: r.model, choices: [{ index: 0, message: { role: 'assistant', content: ans.text || null, ...(tool_calls.length ? { tool_calls } : {}) }, finish_reason }], usage });
    const s = sse(res, false); const pace = new Pace();
    const send = (delta, fin = null) => s(null, { id, object: 'chat.completion.chunk', created, model: r.model, choices: [{ index: 0, delta, finish_reason: fin }] });
    send({ role: 'assistant', content: '' });
    if (ans.text) for (const t of chunks(ans.text)) { await pace.tick(); send({ content: t }); }
    for (const [index, c] of tool_calls.entries()) {
      send({ tool_calls: [{ index, id: c.id, type: 'function', function: { name: c.function.name, arguments: '' } }] });
      for (const t of chunks(c.function.arguments)) { await pace.tick(); send({ tool_calls: [{ index, function: { arguments: t } }] }); }
    }
    send({}, finish_reason);
    if (b.stream_options?.include_usage !== false) s(null, { id, object: 'chat.completion.chunk', created, model: r.model, choices: [], usage });
    res.write('data: [DONE]\n\n'); return res.end(), s.bytes();
  },
  async responses(res, r, ans, u) {
    const id = uid('resp'); if (ans.calls[0]) prevIds.set(id, ans.calls[0].id);
    const usage = { input_tokens: u.in, input_tokens_details: { cached_tokens: 0 }, output_tokens: u.out, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: u.in + u.out };
    const items = []; if (ans.text) items.push({ type: 'message', id: uid('msg'), role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: ans.text, annotations: [] }] });
    for (const c of ans.calls) items.push(c.local ? { type: 'local_shell_call', id: uid('lsh'), call_id: c.id, status: 'completed', action: { type: 'exec', command: c.local } }
      : c.input !== undefined ? { type: 'custom_tool_call', id: uid('ctc'), call_id: c.id, name: c.name, ...(c.namespace ? { namespace: c.namespace } : {}), input: c.input, status: 'completed' }
      : { type: 'function_call', id: uid('fc'), call_id: c.id, name: c.name, ...(c.namespace ? { namespace: c.namespace } : {}), arguments: JSON.stringify(c.args), status: 'completed' });
    const base = { id, object: 'response', created_at: Math.floor(Date.now() / 1000), model: r.model, parallel_tool_calls: true, tools: [], tool_choice: 'auto' };
    if (!r.stream) return json(res, { ...base, status: 'completed', output: items, usage });
    const s = sse(res, true); const pace = new Pace(); let n = 0; const ev = (type, o) => s(type, { type, sequence_number: n++, ...o });
    ev('response.created', { response: { ...base, status: 'in_progress', output: [] } }); ev('response.in_progress', { response: { ...base, status: 'in_progress', output: [] } });
    for (const [output_index, it] of items.entries()) {
      const item_id = it.id;
      if (it.type === 'message') {
        ev('response.output_item.added', { output_index, item: { ...it, status: 'in_progress', content: [] } });
        ev('response.content_part.added', { item_id, output_index, content_index: 0, part: { type: 'output_text', text: '', annotations: [] } });
        for (const t of chunks(ans.text)) { await pace.tick(); ev('response.output_text.delta', { item_id, output_index, content_index: 0, delta: t }); }
        ev('response.output_text.done', { item_id, output_index, content_index: 0, text: ans.text });
        ev('response.content_part.done', { item_id, output_index, content_index: 0, part: it.content[0] });
      } else if (it.type === 'function_call') {
        ev('response.output_item.added', { output_index, item: { ...it, arguments: '', status: 'in_progress' } });
        for (const t of chunks(it.arguments)) { await pace.tick(); ev('response.function_call_arguments.delta', { item_id, output_index, delta: t }); }
        ev('response.function_call_arguments.done', { item_id, output_index, arguments: it.arguments });
      } else if (it.type === 'custom_tool_call') {
        ev('response.output_item.added', { output_index, item: { ...it, input: '', status: 'in_progress' } });
        for (const t of chunks(it.input)) { await pace.tick(); ev('response.custom_tool_call_input.delta', { item_id, output_index, delta: t }); }
        ev('response.custom_tool_call_input.done', { item_id, output_index, input: it.input });
      } else ev('response.output_item.added', { output_index, item: it });
      ev('response.output_item.done', { output_index, item: it });
    }
    ev('response.completed', { response: { ...base, status: 'completed', output: items, usage } }); return res.end(), s.bytes();
  },
  async gemini(res, r, ans, u, _b, urlPath) {
    const usageMetadata = { promptTokenCount: u.in, candidatesTokenCount: u.out, totalTokenCount: u.in + u.out };
    const responseId = uid('r'); const fc = ans.calls.map(c => ({ functionCall: { id: c.id, name: c.name, args: c.args ?? { input: c.input } } }));
    const wrap = (parts, fin) => ({ candidates: [{ content: { role: 'model', parts }, index: 0, ...(fin ? { finishReason: 'STOP' } : {}) }], usageMetadata, modelVersion: r.model, responseId });
    if (!r.stream) return json(res, wrap([...(ans.text ? [{ text: ans.text }] : []), ...fc], true));
    const s = sse(res, false); const pace = new Pace(); const parts = [...(ans.text ? chunks(ans.text).map(t => ({ text: t })) : []), ...fc]; if (!parts.length) parts.push({ text: '' });
    if (!/alt=sse/.test(urlPath)) return json(res, parts.map((p, i) => wrap([p], i === parts.length - 1)));
    for (const [i, p] of parts.entries()) { await pace.tick(); s(null, wrap([p], i === parts.length - 1)); }
    return res.end(), s.bytes();
  },
};
function json(res, o, code = 200) { const t = JSON.stringify(o); res.writeHead(code, { 'content-type': 'application/json' }); res.end(t); return bytes(t); }
function sse(res, named) {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }); let n = 0;
  const f = (event, data) => { const t = (named && event ? `event: ${event}\n` : '') + `data: ${JSON.stringify(data)}\n\n`; n += t.length; res.write(t); };
  f.bytes = () => n; return f;
}

// ---------------------------------------------------------------- log
const logFd = opt.log ? fs.openSync(opt.log, 'a') : null;
if (opt.dump) fs.mkdirSync(opt.dump, { recursive: true });
let reqNo = 0;
function log(e) { if (logFd !== null) fs.writeSync(logFd, JSON.stringify(e) + '\n'); if (!opt.quiet && !logFd) console.error(JSON.stringify(e)); }

// ---------------------------------------------------------------- server
const MODELS = ['mock-model', 'claude-mock', 'gpt-mock', 'gemini-2.5-pro'];
function decode(buf, enc) {
  try {
    if (enc === 'gzip') return zlib.gunzipSync(buf); if (enc === 'br') return zlib.brotliDecompressSync(buf); if (enc === 'deflate') return zlib.inflateSync(buf);
    if (enc === 'zstd' && zlib.zstdDecompressSync) return zlib.zstdDecompressSync(buf);
  } catch { /* fall through: treat as plain */ }
  return buf;
}
const server = http.createServer((req, res) => {
  const t = nowMs(); const parts = [];
  req.on('data', d => parts.push(d)); req.on('error', () => {});
  req.on('end', () => handle(req, res, t, Buffer.concat(parts)).catch(e => { log({ n: ++reqNo, t, path: req.url, error: String(e?.stack ?? e) }); if (!res.headersSent) json(res, { error: { message: String(e), type: 'mock_error' } }, 500); else res.end(); }));
});
async function handle(req, res, t, rawBuf) {
  const n = ++reqNo; const url = req.url; const p = url.split('?')[0]; const enc = req.headers['content-encoding'];
  const body = decode(rawBuf, enc).toString('utf8');
  const tReady = nowMs();
  let b = {}; if (body) try { b = JSON.parse(body); } catch { b = {}; }
  const kind = req.method !== 'POST' ? null : /\/messages$/.test(p) ? 'anthropic' : /\/chat\/completions$/.test(p) ? 'chat' : /\/responses$/.test(p) ? 'responses' : /:(stream)?[gG]enerateContent$/.test(p) ? 'gemini' : null;
  if (!kind) { // harmless answers for everything else
    let out = {};
    if (/\/count_tokens$/.test(p)) out = { input_tokens: toks(body.length) };
    else if (/:countTokens$/.test(p)) out = { totalTokens: toks(body.length) };
    else if (/:(batch)?[eE]mbedContents?$/.test(p)) out = { embedding: { values: [0, 0, 0] } };
    else if (/\/v1beta\/models$/.test(p)) out = { models: MODELS.map(m => ({ name: `models/${m}`, displayName: m, inputTokenLimit: 1048576, outputTokenLimit: 65536, supportedGenerationMethods: ['generateContent', 'countTokens'] })) };
    else if (/\/models$/.test(p)) out = { object: 'list', data: MODELS.map(id => ({ id, object: 'model', type: 'model', display_name: id, created: 1700000000, created_at: '2025-01-01T00:00:00Z', owned_by: 'mock' })), models: [], has_more: false, first_id: MODELS[0], last_id: MODELS.at(-1) };
    log({ n, t, method: req.method, path: url, bytes: rawBuf.length, aux: true, other: true }); json(res, out); return;
  }
  const r = parse(kind, b, url);
  const mm = /\[bench session=([\w.-]+)(?: cwd=([^\s\]\\"]+))?\]/.exec(body);
  const session = mm?.[1] ?? 'default'; const cwd = mm?.[2] ?? (opt.cwd || process.cwd());
  const shellLike = r.tools.length > 0 && (findTool(r.tools, 'shell') || r.tools.some(x => x.kind === 'local_shell' || x.name === 'exec') || r.tools.length >= 3);
  const aux = !shellLike;
  let ans; let turn = null;
  if (aux) ans = { text: r.schema ? JSON.stringify(sample(r.schema)) : 'Mock title', calls: [] };
  else {
    turn = Math.max(r.idTurn + 1, r.idTurn >= 0 ? 0 : r.groups);
    if (opt.state === 'counter') { turn = lastBody.get(session) === body ? (served.get(session) ?? 1) - 1 : served.get(session) ?? 0; lastBody.set(session, body); served.set(session, turn + 1); }
    const step = script.turns[turn];
    if (!step) ans = { text: script.final, calls: [] };
    else {
      const calls = (step.calls ?? []).map((c, i) => { const m = mapCall(r.tools, c, cwd); return m && { id: `call_b${turn}x${i}`, ...m }; }).filter(Boolean);
      ans = { text: (step.text ?? '').replaceAll('{{cwd}}', cwd), calls };
      if (step.textBytes) ans.text = ('The quick brown fox jumps over the lazy dog. '.repeat(Math.ceil(step.textBytes / 45))).slice(0, step.textBytes);
      if (!ans.text && !calls.length) ans.text = '(no usable tool)';
    }
  }
  const outChars = ans.text.length + ans.calls.reduce((a, c) => a + JSON.stringify(c).length, 0);
  const usage = { in: toks(body.length), out: toks(outChars) };
  const step = turn === null ? null : script.turns[turn];
  const delay = step?.delayMs ?? opt['delay-ms']; if (delay > 0) await sleep(delay);
  if (opt.dump) fs.writeFileSync(path.join(opt.dump, `${session}-${String(n).padStart(4, '0')}${aux ? '-aux' : ''}.json`), body);
  const sent = await writers[kind](res, r, ans, usage, b, url);
  const last = r.results.at(-1);
  log({ n, t, tReady, tDone: nowMs(), method: req.method, path: url, api: kind, model: r.model, stream: r.stream, encoding: enc ?? null, bytes: rawBuf.length, plainBytes: bytes(body), session, aux, turn,
    messages: r.messages.length, tools: r.tools.length, toolNames: n <= 3 ? r.tools.map(x => x.name) : undefined, systemBytes: bytes(r.system), toolBytes: r.toolsRaw.length ? bytes(JSON.stringify(r.toolsRaw)) : 0,
    lastResultBytes: last === undefined ? null : bytes(last), lastResultHead: last === undefined ? null : last.slice(0, 160), answered: ans.calls.map(c => c.name ?? 'local_shell'), answerText: ans.text.length, responseBytes: sent });
}
server.keepAliveTimeout = 120000; server.headersTimeout = 125000; server.requestTimeout = 0;
server.on('connection', s => s.setNoDelay(true));
server.on('upgrade', (req, s) => { log({ n: ++reqNo, t: nowMs(), path: req.url, aux: true, other: true, upgrade: true }); s.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'); });
server.listen(opt.port, opt.host, () => console.log(`listening ${server.address().port}`));
for (const sig of ['SIGTERM', 'SIGINT']) process.on(sig, () => process.exit(0));
