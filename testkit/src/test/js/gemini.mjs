// A loop of calls over the Gemini API, signatures returned with their parts. Prints what it heard.
import { GoogleGenAI } from "@google/genai";

const { BASE_URL, API_KEY, MODEL } = process.env;
const client = new GoogleGenAI({ apiKey: API_KEY, httpOptions: { baseUrl: BASE_URL } });
const contents = [{ role: "user", parts: [{ text: "Read both." }] }];
const heard = { thinking: "", text: "", calls: [], status: "", outputTokens: 0 };

for (let calls = true; calls; ) {
  const stream = await client.models.generateContentStream({
    model: MODEL,
    contents: [...contents],
    config: {
      thinkingConfig: { includeThoughts: true },
      tools: [
        {
          functionDeclarations: [
            {
              name: "read",
              description: "Reads a file.",
              parametersJsonSchema: { type: "object", properties: { path: { type: "string" } } },
            },
          ],
        },
      ],
    },
  });
  const parts = [];
  const results = [];
  for await (const chunk of stream) {
    heard.outputTokens += chunk.usageMetadata?.candidatesTokenCount ?? 0;
    const candidate = chunk.candidates?.[0];
    heard.status = candidate?.finishReason ?? heard.status;
    for (const part of candidate?.content?.parts ?? []) {
      parts.push(part);
      if (part.text && part.thought) heard.thinking += part.text;
      else if (part.text) heard.text += part.text;
      if (!part.functionCall) continue;
      const { id, name, args } = part.functionCall;
      heard.calls.push([name, args]);
      results.push({ functionResponse: { id, name, response: { output: "contents" } } });
    }
  }
  contents.push({ role: "model", parts });
  calls = results.length > 0;
  if (calls) contents.push({ role: "user", parts: results });
}
console.log(JSON.stringify({ ...heard, outputTokens: heard.outputTokens > 0 }));
