package dev.jackdaw.cli.environment;

import java.util.List;

/**
 * Every environment variable that Jackdaw reads, for docs/environment.md, which is generated from
 * it. Nothing of it is used while Jackdaw runs; a test looks for variables that are missing here.
 */
final class Variables {
  /** Variables that belong together. */
  record Group(String title, List<Variable> variables) {}

  /** One of them, or several with the same beginning and a star. */
  record Variable(String name, String meaning) {}

  static final List<Group> GROUPS =
      List.of(
          new Group(
              "Jackdaw itself",
              List.of(
                  of("JACKDAW_HOME", "one folder for settings, sessions and cache"),
                  of(
                      "JACKDAW_STALL_TIMEOUT",
                      "the longest silence of a model's server; above the setting `stallTimeout`"),
                  of("JACKDAW_NO_LOCAL_MODELS", "when set, no local servers are looked for"),
                  of(
                      "JACKDAW_PLAIN_HTTP_HOSTS",
                      "hosts, with commas, to which keys may be sent without TLS"),
                  of("JACKDAW_PROMPTED_TOOLS", "models whose tools are offered in the prompt"),
                  of("JACKDAW_OLLAMA_NUM_CTX", "the window that Ollama is asked for"),
                  of("JACKDAW_OLLAMA_KEEP_ALIVE", "how long Ollama keeps a model loaded"),
                  of(
                      "JACKDAW_MCP_TOKEN",
                      "the token that clients of `jackdaw mcp serve` must show"),
                  of("JACKDAW_JAVA_HOME", "the Java that runs Jackdaw (launcher)"),
                  of("JACKDAW_MAX_HEAP", "the largest heap, such as `512m` (launcher)"),
                  of("XDG_CONFIG_HOME", "where the settings folder is, when absolute"),
                  of("XDG_STATE_HOME", "where sessions and logs are, when absolute"),
                  of("XDG_CACHE_HOME", "where the cache is, when absolute"))),
          new Group(
              "Models",
              List.of(
                  of("ANTHROPIC_API_KEY", "key of Anthropic"),
                  of("ANTHROPIC_AUTH_TOKEN", "a bearer token in its place"),
                  of("ANTHROPIC_BASE_URL", "another address for Anthropic"),
                  of("OPENAI_API_KEY", "key of OpenAI"),
                  of("OPENAI_BASE_URL", "another address for OpenAI"),
                  of("GEMINI_API_KEY", "key of Gemini"),
                  of("GOOGLE_API_KEY", "the same, and an express key of Vertex AI"),
                  of("GOOGLE_GEMINI_BASE_URL", "another address for Gemini"),
                  of("OPENROUTER_API_KEY", "key of OpenRouter"),
                  of("OPENROUTER_BASE_URL", "another address for OpenRouter"),
                  of("OLLAMA_HOST", "where Ollama is"),
                  of("OLLAMA_API_KEY", "key of an Ollama server"),
                  of("LMSTUDIO_BASE_URL", "where LM Studio is"),
                  of("LMSTUDIO_API_KEY", "its key"),
                  of("LLAMACPP_BASE_URL", "where llama.cpp's server is"),
                  of("LLAMACPP_API_KEY", "its key"),
                  of("VLLM_BASE_URL", "where vLLM is"),
                  of("VLLM_API_KEY", "its key"))),
          new Group(
              "Bedrock, Azure, Vertex AI (extensions)",
              List.of(
                  of("AWS_BEARER_TOKEN_BEDROCK", "a key of Bedrock"),
                  of("AWS_ACCESS_KEY_ID", "with the next two: credentials"),
                  of("AWS_SECRET_ACCESS_KEY", ""),
                  of("AWS_SESSION_TOKEN", ""),
                  of("AWS_PROFILE", "a profile of the AWS files"),
                  of("AWS_REGION", "the region"),
                  of("AWS_DEFAULT_REGION", "the region, when that is not set"),
                  of("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "another address"),
                  of("AWS_ENDPOINT_URL", "another address, when that is not set"),
                  of("AWS_CONFIG_FILE", "where the AWS files are"),
                  of("AWS_SHARED_CREDENTIALS_FILE", "where the AWS files are"),
                  of("AWS_WEB_IDENTITY_TOKEN_FILE", "as the AWS SDK has it"),
                  of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "as the AWS SDK has it"),
                  of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "as the AWS SDK has it"),
                  of("AZURE_OPENAI_ENDPOINT", "the resource"),
                  of("AZURE_OPENAI_API_KEY", "its key"),
                  of("AZURE_OPENAI_AD_TOKEN", "a token in its place"),
                  of("AZURE_OPENAI_API_VERSION", "the version of the interface"),
                  of("AZURE_CONFIG_DIR", "where `az` keeps its login"),
                  of("GOOGLE_CLOUD_PROJECT", "the project"),
                  of("GOOGLE_CLOUD_LOCATION", "the location"),
                  of("GOOGLE_APPLICATION_CREDENTIALS", "a file with credentials"),
                  of("GOOGLE_VERTEX_BASE_URL", "another address"),
                  of("CLOUDSDK_CONFIG", "where `gcloud` keeps its login"))),
          new Group(
              "Network",
              List.of(
                  of(
                      "HTTPS_PROXY",
                      "proxy for secure connections; in small letters too, as the next"),
                  of("HTTP_PROXY", "proxy for others"),
                  of("ALL_PROXY", "proxy for both"),
                  of("NO_PROXY", "hosts, domains, ranges without a proxy"),
                  of("SSL_CERT_FILE", "certificates to rest on, when `caFile` is not set"),
                  of("NODE_EXTRA_CA_CERTS", "certificates to rest on beside the usual ones"))),
          new Group(
              "Traces and metrics (extension)",
              List.of(
                  of(
                      "OTEL_EXPORTER_OTLP_ENDPOINT",
                      "where they go; the extension reads the other `OTEL_` variables, too"),
                  of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "where traces go"),
                  of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "where metrics go"),
                  of("OTEL_TRACES_EXPORTER", "how traces are told"),
                  of("OTEL_METRICS_EXPORTER", "how metrics are told"),
                  of("OTEL_SDK_DISABLED", "`true` for none"),
                  of(
                      "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
                      "whether texts are part of traces"))),
          new Group(
              "Terminal and machine",
              List.of(
                  of("NO_COLOR", "no colour"),
                  of("TERM", "what the terminal can; `dumb` for little"),
                  of("COLORTERM", "how many colours it has (doctor)"),
                  of("FORCE_COLOR", "`0` to `3`: how many colours are used"),
                  of("CLICOLOR_FORCE", "not `0`: colours, as many as there are"),
                  of("JACKDAW_PLAIN", "`1`: as `--plain`"),
                  of("TERM_PROGRAM", "which terminal it is"),
                  of("KITTY_WINDOW_ID", "whether it is kitty"),
                  of("KONSOLE_VERSION", "whether it is Konsole"),
                  of("VTE_VERSION", "whether it is one of GNOME's family"),
                  of("WT_SESSION", "whether it is Windows Terminal"),
                  of("SSH_CONNECTION", "whether the clipboard is another machine's (`/copy`)"),
                  of("SSH_TTY", "likewise"),
                  of("WSL_DISTRO_NAME", "whether Windows has the clipboard (`/copy`)"),
                  of("DISPLAY", "whether there is a clipboard, and a browser"),
                  of("WAYLAND_DISPLAY", "the same, with Wayland"),
                  of("COLUMNS", "the width of what is printed"),
                  of("LC_ALL", "the encoding (doctor)"),
                  of("LANG", "the encoding (doctor)"),
                  of("HOME", "the home folder"),
                  of("PATH", "where programs are; what is relative is passed over"),
                  of("JAVA_HOME", "a Java for the demo and for the launcher"),
                  of("DBUS_SESSION_BUS_ADDRESS", "whether the system's key store can be reached"),
                  of("HOSTNAME", "the name of the machine, in locks"),
                  of("COMPUTERNAME", "the same, on Windows"),
                  of("APPDATA", "the settings folder on Windows"),
                  of("LOCALAPPDATA", "sessions and cache on Windows"),
                  of("ProgramData", "managed settings on Windows"))),
          new Group(
              "Set for commands and hooks",
              List.of(
                  of("JACKDAW", "`1`, in every command Jackdaw runs"),
                  of("JACKDAW_JOB", "a mark, in commands"),
                  of("JACKDAW_HOOK", "a mark, in hooks"),
                  of("JACKDAW_PROJECT_DIR", "the working directory, in hooks"),
                  of("CLAUDE_PROJECT_DIR", "the same, as hooks of other agents expect it"))));

  private Variables() {}

  private static Variable of(String name, String meaning) {
    return new Variable(name, meaning);
  }

  /** Returns the whole page. */
  static String markdown() {
    var page =
        new StringBuilder(
            """
            # Environment variables

            What Jackdaw reads from its environment. Variables of a project's `.env` file are never
            read. Commands that the agent runs see only [some of them](sandbox.md), and those of the
            setting `env`. This page is generated; a test finds what is missing.
            """);
    for (var group : GROUPS) {
      page.append("\n## ")
          .append(group.title())
          .append("\n\n| variable | meaning |\n| --- | --- |\n");
      for (var each : group.variables()) {
        page.append("| `").append(each.name()).append("` | ").append(each.meaning()).append(" |\n");
      }
    }
    return page.toString();
  }
}
