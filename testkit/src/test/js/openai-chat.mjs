// A loop of calls over Chat Completions. Prints what it heard.
import OpenAI from "openai";

const { BASE_URL, API_KEY, MODEL } = process.env;
const client = new OpenAI({ baseURL: `${BASE_URL}/v1`, apiKey: API_KEY, maxRetries: 0 });
const messages = [{ role: "user", content: "Read both." }];
const heard = { text: "", calls: [], status: "", outputTokens: 0 };

for (let calls = true; calls; ) {
  const stream = client.chat.completions.stream({
    model: MODEL,
    messages: [...messages],
    tools: [
      {
        type: "function",
        function: {
          name: "read",
          description: "Reads a file.",
          parameters: { type: "object", properties: { path: { type: "string" } } },
        },
      },
    ],
    stream_options: { include_usage: true },
  });
  stream.on("content", (delta) => (heard.text += delta));
  const completion = await stream.finalChatCompletion();
  const { message, finish_reason } = completion.choices[0];
  heard.status = finish_reason;
  heard.outputTokens += completion.usage.completion_tokens;
  calls = (message.tool_calls ?? []).length > 0;
  if (!calls) break;
  messages.push({
    role: "assistant",
    content: message.content,
    tool_calls: message.tool_calls.map(({ id, type, function: { name, arguments: input } }) => ({
      id,
      type,
      function: { name, arguments: input },
    })),
  });
  for (const call of message.tool_calls) {
    heard.calls.push([call.function.name, JSON.parse(call.function.arguments)]);
    messages.push({ role: "tool", tool_call_id: call.id, content: "contents" });
  }
}
console.log(JSON.stringify({ ...heard, outputTokens: heard.outputTokens > 0 }));
