// An editor made of the official ACP SDK that brings an MCP server of its own: the agent in AGENT
// (a JSON array of words) uses it in a session in PROJECT. Prints the tool calls it heard as JSON.
import { spawn } from "node:child_process";
import { Readable, Writable } from "node:stream";
import * as acp from "@agentclientprotocol/sdk";

const words = JSON.parse(process.env.AGENT);
const { PROJECT, SERVER } = process.env;
const agentProcess = spawn(words[0], words.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
const exited = new Promise((resolve) => agentProcess.on("exit", resolve));
const updates = [];
const asked = [];

const editor = acp
  .client({ name: "test-editor" })
  .onNotification(acp.methods.client.session.update, ({ params }) => {
    updates.push(params.update);
  })
  .onRequest(acp.methods.client.session.requestPermission, ({ params }) => {
    asked.push(params.toolCall.title ?? "");
    return { outcome: { outcome: "selected", optionId: "allow-once" } };
  });

const m = acp.methods.agent;
const stream = acp.ndJsonStream(Writable.toWeb(agentProcess.stdin), Readable.toWeb(agentProcess.stdout));
const ended = await editor.connectWith(stream, async (agent) => {
  await agent.request(m.initialize, { protocolVersion: 1, clientCapabilities: {} });
  const env = [{ name: "GREETING", value: "Hello from the editor's server" }];
  const servers = [{ name: "sh", command: "/bin/sh", args: [SERVER], env }];
  const { sessionId } = await agent.request(m.session.new, { cwd: PROJECT, mcpServers: servers });
  return await agent.request(m.session.prompt, { sessionId, prompt: [{ type: "text", text: "go" }] });
});
agentProcess.stdin.end();
await exited;
console.log(JSON.stringify({ stopReason: ended.stopReason, asked, updates }));
