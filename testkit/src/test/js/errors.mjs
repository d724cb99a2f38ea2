// Asks until an answer comes, without a retry of the SDK's own. Prints what each error told.
const { DIALECT, BASE_URL, API_KEY, MODEL } = process.env;

const messages = [{ role: "user", content: "Hi" }];

async function asking() {
  if (DIALECT === "anthropic") {
    const { default: Anthropic } = await import("@anthropic-ai/sdk");
    const client = new Anthropic({ baseURL: BASE_URL, apiKey: API_KEY, maxRetries: 0 });
    return () => client.messages.create({ model: MODEL, max_tokens: 64, messages });
  }
  if (DIALECT === "gemini") {
    const { GoogleGenAI } = await import("@google/genai");
    const client = new GoogleGenAI({ apiKey: API_KEY, httpOptions: { baseUrl: BASE_URL } });
    return () => client.models.generateContent({ model: MODEL, contents: "Hi" });
  }
  const { default: OpenAI } = await import("openai");
  const client = new OpenAI({ baseURL: `${BASE_URL}/v1`, apiKey: API_KEY, maxRetries: 0 });
  if (DIALECT === "chat") return () => client.chat.completions.create({ model: MODEL, messages });
  return () => client.responses.create({ model: MODEL, input: messages, store: false });
}

const ask = await asking();
const errors = [];
for (let answered = false; !answered; ) {
  try {
    await ask();
    answered = true;
  } catch (error) {
    if (!error.status) throw error;
    errors.push({
      status: error.status,
      retryAfter: error.headers?.get?.("retry-after") ?? null,
      said: error.message.length > 0,
    });
  }
}
console.log(JSON.stringify(errors));
