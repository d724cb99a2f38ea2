// An editor made of the official ACP SDK: drives whole sessions of the agent in AGENT (a JSON array
// of words), and prints what it heard as JSON: facts by scenario, and every line of the agent.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { Readable, Transform, Writable } from "node:stream";
import * as acp from "@agentclientprotocol/sdk";

const words = JSON.parse(process.env.AGENT);
const { PROJECT, OTHER, SCRIPTS } = process.env;
const process_ = spawn(words[0], words.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
const exited = new Promise((resolve) => process_.on("exit", (code) => resolve(code)));

const said = [];
const asked = {};
const tap = (hear) =>
  new Transform({
    transform(chunk, _, next) {
      hear(chunk.toString());
      next(null, chunk);
    },
  });
let rest = "";
const fromAgent = process_.stdout.pipe(
  tap((text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    said.push(...lines);
  }),
);
const toAgent = tap((text) => {
  for (const line of text.split("\n").filter(Boolean)) {
    const message = JSON.parse(line);
    if (message.method && message.id !== undefined) asked[message.id] = message.method;
  }
});
toAgent.pipe(process_.stdin);

const updates = {};
const waiters = [];
const heard = (session) => (updates[session] ??= []);
const until = (session, test) =>
  new Promise((resolve) => {
    const check = () => heard(session).some(test) && resolve();
    waiters.push(check);
    check();
  });

// What the person does next when asked, by session.
const decisions = {};
const permissions = {};
const forms = [];

const select = (id) => ({ outcome: { outcome: "selected", optionId: id } });

const editor = acp
  .client({ name: "test-editor" })
  .onNotification(acp.methods.client.session.update, ({ params }) => {
    heard(params.sessionId).push(params.update);
    waiters.forEach((check) => check());
  })
  .onRequest(acp.methods.client.session.requestPermission, async ({ params }) => {
    (permissions[params.sessionId] ??= []).push(params);
    const decide = decisions[params.sessionId] ?? (() => select("allow-once"));
    return await decide(params);
  })
  .onRequest(acp.methods.client.elicitation.create, ({ params }) => {
    forms.push(params);
    return { action: "accept", content: { answer: "tea" } };
  })
  .onRequest(acp.methods.client.fs.readTextFile, ({ params }) => {
    if (params.path.endsWith("Unsaved.txt")) return { content: "not on the disk yet\n" };
    return { content: readFileSync(params.path, "utf8") };
  });

const m = acp.methods.agent;
const facts = {};

await editor.connectWith(acp.ndJsonStream(Writable.toWeb(toAgent), Readable.toWeb(fromAgent)), async (agent) => {
  const failure = async (promise) => {
    try {
      await promise;
      return "none";
    } catch (e) {
      return e.code;
    }
  };
  const begin = async (script, cwd = PROJECT) => {
    const made = await agent.request(m.session.new, { cwd, mcpServers: [] });
    await agent.request(m.session.setConfigOption, {
      sessionId: made.sessionId,
      configId: "model",
      value: "scripted/" + SCRIPTS + "/" + script + ".json",
    });
    return made.sessionId;
  };
  const say = (sessionId, ...prompt) =>
    agent.request(m.session.prompt, {
      sessionId,
      prompt: prompt.map((it) => (typeof it === "string" ? { type: "text", text: it } : it)),
    });
  const text = (session, kind = "agent_message_chunk") =>
    heard(session)
      .filter((it) => it.sessionUpdate === kind)
      .map((it) => it.content.text)
      .join("");
  const calls = (session) => {
    const all = {};
    for (const it of heard(session)) {
      if (it.sessionUpdate === "tool_call") all[it.toolCallId] = { ...it };
      if (it.sessionUpdate === "tool_call_update") Object.assign((all[it.toolCallId] ??= {}), it);
    }
    return Object.values(all).map(({ name, kind, status, locations }) => ({
      name,
      kind,
      status,
      places: (locations ?? []).map((it) => it.path.slice(PROJECT.length + 1) + (it.line ? ":" + it.line : "")),
    }));
  };

  facts.initialize = await agent.request(m.initialize, {
    protocolVersion: 7,
    clientCapabilities: {
      fs: { readTextFile: true, writeTextFile: true },
      elicitation: { form: {} },
      session: { notices: {}, compaction: {} },
    },
    clientInfo: { name: "test-editor", version: "1" },
  });

  // A whole task: thinking, a plan, an edit and a command, each approved once.
  const whole = await begin("whole");
  const first = await say(whole, "repair the greeting");
  facts.whole = {
    stop: first.stopReason,
    text: text(whole),
    thought: text(whole, "agent_thought_chunk"),
    calls: calls(whole),
    plan: heard(whole).filter((it) => it.sessionUpdate === "plan").at(-1).entries,
    asked: permissions[whole].map((it) => ({
      title: it.toolCall.title,
      kinds: it.options.map((option) => option.kind),
      diff: it.toolCall.content.filter((one) => one.type === "diff").map((one) => [one.oldText, one.newText]),
    })),
    diffs: heard(whole)
      .flatMap((it) => (it.sessionUpdate === "tool_call_update" ? (it.content ?? []) : []))
      .filter((it) => it.type === "diff")
      .map((it) => [it.path.slice(PROJECT.length + 1), it.oldText, it.newText]),
    commands: heard(whole).find((it) => it.sessionUpdate === "available_commands_update").availableCommands.some((it) => it.name === "undo"),
    usage: heard(whole).some((it) => it.sessionUpdate === "usage_update" && it.used > 0 && it.size === 200000),
    notices: heard(whole).filter((it) => it.sessionUpdate === "notice" && it.title.includes("not trusted")).length,
  };
  await say(whole, "/context");
  facts.command = text(whole).includes("tokens");

  // Two sessions at once; one is cancelled while its command runs, the other goes on.
  const long = await begin("long");
  const other = await begin("short", OTHER);
  const running = say(long, "wait");
  await until(long, (it) => it.sessionUpdate === "tool_call_update" && it.status === "in_progress");
  const meanwhile = await say(other, "hello");
  await agent.notify(m.session.cancel, { sessionId: long });
  facts.cancel = {
    other: [meanwhile.stopReason, text(other)],
    stop: (await running).stopReason,
    calls: calls(long),
  };
  facts.afterCancel = (await say(long, "go on")).stopReason;

  // Cancelled while a question waits for its answer.
  const pending = await begin("edit");
  decisions[pending] = async () => {
    await agent.notify(m.session.cancel, { sessionId: pending });
    return { outcome: { outcome: "cancelled" } };
  };
  facts.cancelAsked = [(await say(pending, "edit it")).stopReason, calls(pending)];

  // Refused for the session: the second edit is not asked about.
  const refused = await begin("edit-twice");
  decisions[refused] = () => select("reject-session");
  facts.refused = [(await say(refused, "edit it")).stopReason, permissions[refused].length, calls(refused)];

  // Allowed for the session.
  const allowed = await begin("edit-twice");
  decisions[allowed] = () => select("allow-session");
  facts.allowed = [(await say(allowed, "edit it")).stopReason, permissions[allowed].length, calls(allowed)];

  // In another mode nothing is asked.
  const mode = await begin("edit");
  await agent.request(m.session.setMode, { sessionId: mode, modeId: "acceptEdits" });
  await say(mode, "edit it");
  facts.mode = [
    heard(mode).find((it) => it.sessionUpdate === "current_mode_update")?.currentModeId,
    (permissions[mode] ?? []).length,
    calls(mode),
  ];

  const form = await begin("question");
  await say(form, "ask me");
  facts.form = [forms.map((it) => [it.mode, it.message, Boolean(it.toolCallId)]), text(form)];

  const unsaved = await begin("unsaved");
  await say(unsaved, "read it");
  facts.unsaved = [text(unsaved), calls(unsaved)];

  // A picture, a text the editor shows, a link.
  const content = await begin("content");
  const png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  facts.content = (
    await say(
      content,
      "look at these",
      { type: "image", mimeType: "image/png", data: png },
      { type: "resource", resource: { uri: "file://" + PROJECT + "/Shown.txt", text: "shown text" } },
      { type: "resource_link", uri: "file://" + PROJECT + "/Linked.txt", name: "Linked.txt" },
    )
  ).stopReason;

  const failing = await begin("failing");
  facts.failure = await failure(say(failing, "fail"));

  // Sessions are listed, closed, loaded with their past, resumed without it, deleted.
  const known = await agent.request(m.session.list, { cwd: PROJECT });
  facts.listed = known.sessions.some((it) => it.sessionId === whole && it.cwd === PROJECT);
  await agent.request(m.session.close, { sessionId: whole });
  facts.closed = await failure(say(whole, "still there?"));
  updates[whole] = [];
  const loaded = await agent.request(m.session.load, { sessionId: whole, cwd: PROJECT, mcpServers: [] });
  facts.loaded = {
    mode: loaded.modes.currentModeId,
    prompts: text(whole, "user_message_chunk"),
    text: text(whole),
    calls: calls(whole),
    plan: heard(whole).filter((it) => it.sessionUpdate === "plan").length,
  };
  updates[whole] = [];
  await agent.request(m.session.resume, { sessionId: whole, cwd: PROJECT });
  facts.resumed = heard(whole).filter((it) => it.sessionUpdate !== "available_commands_update" && it.sessionUpdate !== "notice").length;
  facts.elsewhere = await failure(agent.request(m.session.load, { sessionId: whole, cwd: OTHER, mcpServers: [] }));
  await agent.request(m.session.delete, { sessionId: whole });
  facts.deleted = await failure(agent.request(m.session.load, { sessionId: whole, cwd: PROJECT, mcpServers: [] }));

  facts.errors = {
    noSuchMethod: await failure(agent.request("session/no_such_thing", {})),
    relativeFolder: await failure(agent.request(m.session.new, { cwd: "here", mcpServers: [] })),
    noSuchModel: await failure(
      agent.request(m.session.setConfigOption, { sessionId: mode, configId: "model", value: "nobody/knows" }),
    ),
    noSuchMode: await failure(agent.request(m.session.setMode, { sessionId: mode, modeId: "wild" })),
  };
});
process_.stdin.end();
facts.exit = await exited;
console.log(JSON.stringify({ facts, said, asked }));
