package dev.jackdaw.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A provider Jackdaw knows by name.
 *
 * @param name as users write it before the slash
 * @param facts under which name the facts files list its models
 * @param keyVariable the environment variable with the key
 * @param baseVariable the environment variable with another address
 * @param defaultBase the usual address
 * @param console where keys are made, empty when there is no such place
 * @param place whether it is a service or a server of the user's own, which needs no key
 */
record Provider(
    String name,
    String facts,
    Dialect dialect,
    String keyVariable,
    String baseVariable,
    String defaultBase,
    String console,
    Place place) {

  enum Dialect {
    ANTHROPIC,
    RESPONSES,
    GEMINI,
    CHAT,
    OLLAMA
  }

  enum Place {
    SERVICE,
    OWN_SERVER
  }

  static final List<Provider> ALL =
      List.of(
          new Provider(
              "anthropic",
              "anthropic",
              Dialect.ANTHROPIC,
              "ANTHROPIC_API_KEY",
              "ANTHROPIC_BASE_URL",
              "https://api.anthropic.com",
              "https://platform.claude.com/settings/keys",
              Place.SERVICE),
          new Provider(
              "openai",
              "openai",
              Dialect.RESPONSES,
              "OPENAI_API_KEY",
              "OPENAI_BASE_URL",
              "https://api.openai.com/v1",
              "https://platform.openai.com/api-keys",
              Place.SERVICE),
          new Provider(
              "openai-chat",
              "openai",
              Dialect.CHAT,
              "OPENAI_API_KEY",
              "OPENAI_BASE_URL",
              "https://api.openai.com/v1",
              "https://platform.openai.com/api-keys",
              Place.SERVICE),
          new Provider(
              "gemini",
              "gemini",
              Dialect.GEMINI,
              "GEMINI_API_KEY",
              "GOOGLE_GEMINI_BASE_URL",
              "https://generativelanguage.googleapis.com",
              "https://aistudio.google.com/apikey",
              Place.SERVICE),
          new Provider(
              "openrouter",
              "openrouter",
              Dialect.CHAT,
              "OPENROUTER_API_KEY",
              "OPENROUTER_BASE_URL",
              "https://openrouter.ai/api/v1",
              "https://openrouter.ai/settings/keys",
              Place.SERVICE),
          new Provider(
              "ollama",
              "ollama",
              Dialect.OLLAMA,
              "OLLAMA_API_KEY",
              "OLLAMA_HOST",
              "http://127.0.0.1:11434",
              "",
              Place.OWN_SERVER),
          new Provider(
              "lmstudio",
              "lmstudio",
              Dialect.CHAT,
              "LMSTUDIO_API_KEY",
              "LMSTUDIO_BASE_URL",
              "http://127.0.0.1:1234/v1",
              "",
              Place.OWN_SERVER),
          new Provider(
              "llamacpp",
              "llamacpp",
              Dialect.CHAT,
              "LLAMACPP_API_KEY",
              "LLAMACPP_BASE_URL",
              "http://127.0.0.1:8080/v1",
              "",
              Place.OWN_SERVER),
          new Provider(
              "vllm",
              "vllm",
              Dialect.CHAT,
              "VLLM_API_KEY",
              "VLLM_BASE_URL",
              "http://127.0.0.1:8000/v1",
              "",
              Place.OWN_SERVER));

  static Optional<Provider> named(String name) {
    for (var provider : ALL) {
      if (provider.name().equals(name)) return Optional.of(provider);
    }
    return Optional.empty();
  }

  static List<String> names() {
    var names = new ArrayList<String>(ALL.size());
    for (var provider : ALL) names.add(provider.name());
    return names;
  }

  /** Returns the path the dialect puts behind the base address to list models. */
  String modelsPath() {
    return switch (dialect) {
      case ANTHROPIC, OLLAMA -> "/v1/models";
      case GEMINI -> "/v1beta/models";
      case RESPONSES, CHAT -> "/models";
    };
  }
}
