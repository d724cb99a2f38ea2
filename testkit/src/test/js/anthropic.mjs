// A loop of calls over the Messages API, thinking returned unchanged. Prints what it heard.
import Anthropic from "@anthropic-ai/sdk";

const { BASE_URL, API_KEY, MODEL } = process.env;
const client = new Anthropic({ baseURL: BASE_URL, apiKey: API_KEY, maxRetries: 0 });
const messages = [{ role: "user", content: "Read both." }];
const heard = { thinking: "", text: "", calls: [], status: "", outputTokens: 0 };

for (let calls = true; calls; ) {
  const stream = client.messages.stream({
    model: MODEL,
    max_tokens: 4096,
    messages: [...messages],
    thinking: { type: "enabled", budget_tokens: 1024 },
    tools: [
      {
        name: "read",
        description: "Reads a file.",
        input_schema: { type: "object", properties: { path: { type: "string" } } },
      },
    ],
  });
  stream.on("text", (delta) => (heard.text += delta));
  stream.on("thinking", (delta) => (heard.thinking += delta));
  const message = await stream.finalMessage();
  heard.status = message.stop_reason;
  heard.outputTokens += message.usage.output_tokens;
  messages.push({ role: "assistant", content: message.content });
  const results = [];
  for (const block of message.content) {
    if (block.type !== "tool_use") continue;
    heard.calls.push([block.name, block.input]);
    results.push({ type: "tool_result", tool_use_id: block.id, content: "contents" });
  }
  calls = results.length > 0;
  if (calls) messages.push({ role: "user", content: results });
}
console.log(JSON.stringify({ ...heard, outputTokens: heard.outputTokens > 0 }));
