// A loop of calls over the Responses API, nothing kept at the service. Prints what it heard.
import OpenAI from "openai";

const { BASE_URL, API_KEY, MODEL } = process.env;
const client = new OpenAI({ baseURL: `${BASE_URL}/v1`, apiKey: API_KEY, maxRetries: 0 });
const input = [{ role: "user", content: "Read both." }];
const heard = { thinking: "", text: "", calls: [], status: "", outputTokens: 0 };

for (let calls = true; calls; ) {
  calls = false;
  const stream = client.responses.stream({
    model: MODEL,
    instructions: "Be brief.",
    input: [...input],
    tools: [
      {
        type: "function",
        name: "read",
        description: "Reads a file.",
        strict: false,
        parameters: { type: "object", properties: { path: { type: "string" } } },
      },
    ],
    reasoning: { effort: "low", summary: "auto" },
    include: ["reasoning.encrypted_content"],
    store: false,
  });
  const results = [];
  for await (const event of stream) {
    if (event.type === "response.output_text.delta") heard.text += event.delta;
    if (event.type === "response.reasoning_summary_text.delta") heard.thinking += event.delta;
    if (event.type !== "response.output_item.done") continue;
    input.push(event.item);
    if (event.item.type !== "function_call") continue;
    const { call_id, name } = event.item;
    heard.calls.push([name, JSON.parse(event.item.arguments)]);
    results.push({ type: "function_call_output", call_id, output: "contents" });
  }
  const response = await stream.finalResponse();
  heard.status = response.status;
  heard.outputTokens += response.usage.output_tokens;
  input.push(...results);
  calls = results.length > 0;
}
console.log(JSON.stringify({ ...heard, outputTokens: heard.outputTokens > 0 }));
