// A program made of the official MCP SDK: uses the server in AGENT (a JSON array of words) over its
// streams, and again over HTTP, and prints what it heard as JSON.
import { spawn } from "node:child_process";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const words = JSON.parse(process.env.AGENT);
const facts = {};

const client = (answer) => {
  const made = new Client({ name: "test", version: "1" }, { capabilities: answer ? { elicitation: {} } : {} });
  if (answer) made.setRequestHandler(ElicitRequestSchema, answer);
  return made;
};
const stdio = () => new StdioClientTransport({ command: words[0], args: words.slice(1), env: process.env, stderr: "ignore" });
const text = (result) => [result.isError ?? false, result.content.map((it) => it.text).join("\n")];

// Nobody can be asked: what would ask is refused.
{
  const alone = client();
  await alone.connect(stdio());
  facts.tools = (await alone.listTools()).tools.map((it) => it.name);
  facts.read = text(await alone.callTool({ name: "read", arguments: { path: "Greeting.txt" } }));
  facts.refused = text(await alone.callTool({ name: "bash", arguments: { command: "touch made" } }))[0];
  facts.wrong = text(await alone.callTool({ name: "read", arguments: { file: 5 } }))[0];
  facts.unknown = await alone.callTool({ name: "raed", arguments: {} }).catch((e) => [e.code, e.message]);
  const progress = [];
  const task = await alone.callTool({ name: "task", arguments: { prompt: "read it" } }, undefined, {
    onprogress: (it) => progress.push(it.message),
  });
  facts.task = [text(task), progress, task.structuredContent.turns];
  const both = await Promise.all([
    alone.callTool({ name: "read", arguments: { path: "Greeting.txt" } }),
    alone.callTool({ name: "list", arguments: {} }),
    alone.callTool({ name: "glob", arguments: { pattern: "*.txt" } }),
  ]);
  facts.atOnce = both.map((it) => it.isError ?? false);
  await alone.close();
}

// A person is asked, through forms of the client.
{
  const questions = [];
  const asking = client(({ params }) => {
    questions.push(params.message.split("\n")[0]);
    return { action: "accept", content: { answer: questions.length === 1 ? "Allow once" : "Reject" } };
  });
  await asking.connect(stdio());
  facts.allowed = text(await asking.callTool({ name: "bash", arguments: { command: "touch made && echo done" } }));
  facts.rejected = text(await asking.callTool({ name: "bash", arguments: { command: "touch unmade" } }))[0];
  facts.questions = questions;
  await asking.close();
}

// Over HTTP: a token, names of this machine only, sessions, calling off, deleting.
{
  const server = spawn(words[0], [...words.slice(1), "--http", "0", "--permission-mode", "bypassPermissions"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  await new Promise((resolve) =>
    server.stderr.on("data", (data) => {
      said += data;
      if (said.includes("Bearer ")) resolve();
    }),
  );
  const url = new URL(said.match(/http:\S+/)[0]);
  const token = said.match(/Bearer (\S+)/)[1];
  const post = async (headers) =>
    (
      await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
      })
    ).status;
  const authorization = "Bearer " + token;
  facts.http = {
    noToken: await post({}),
    wrongToken: await post({ authorization: authorization + "0" }),
    otherOrigin: await post({ authorization, origin: "http://evil.example" }),
    noSession: await post({ authorization }),
    noSuchSession: await post({ authorization, "mcp-session-id": "none" }),
    noSuchVersion: await post({ authorization, "mcp-protocol-version": "1999-01-01" }),
    noSuchPath: (await fetch(new URL("/other", url), { headers: { authorization } })).status,
  };
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers: { authorization } } });
  const remote = client();
  await remote.connect(transport);
  facts.http.read = text(await remote.callTool({ name: "read", arguments: { path: "Greeting.txt" } }));
  const stop = new AbortController();
  const started = Date.now();
  const output = [];
  facts.http.calledOff = await remote
    .callTool({ name: "bash", arguments: { command: "echo begun; sleep " + process.env.SLEEP } }, undefined, {
      signal: stop.signal,
      onprogress: (it) => {
        output.push(it.message);
        stop.abort();
      },
    })
    .catch(() => Date.now() - started < 20000);
  facts.http.output = output.join("").trim();
  facts.http.after = text(await remote.callTool({ name: "bash", arguments: { command: "echo still there" } }))[0];
  await transport.terminateSession();
  facts.http.deleted = await post({ authorization, "mcp-session-id": transport.sessionId ?? "none" });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  server.kill("SIGTERM");
  facts.http.exit = await ended;
}
console.log(JSON.stringify(facts));
