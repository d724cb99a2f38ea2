package dev.jackdaw.lsp;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers that are used when they are found, as data. */
public final class KnownServers {
  /** All of them; of a language the first that is there counts. */
  public static final List<ServerSpec> ALL =
      List.of(
          server(
              "typescript-language-server",
              List.of("--stdio"),
              ".ts typescript .mts typescript .cts typescript .tsx typescriptreact .js javascript"
                  + " .mjs javascript .cjs javascript .jsx javascriptreact",
              List.of("tsconfig.json", "jsconfig.json", "package.json"),
              "{\"hostInfo\":\"jackdaw\",\"disableAutomaticTypingAcquisition\":true}"),
          server(
              "pyright",
              "pyright-langserver",
              List.of("--stdio"),
              ".py python .pyi python",
              List.of(
                  "pyrightconfig.json",
                  "pyproject.toml",
                  "setup.py",
                  "setup.cfg",
                  "requirements.txt"),
              "{}"),
          server("gopls", List.of(), ".go go", List.of("go.work", "go.mod"), "{}"),
          server("rust-analyzer", List.of(), ".rs rust", List.of("Cargo.toml"), "{}"),
          server(
              "jdtls",
              List.of(),
              ".java java",
              List.of("pom.xml", "build.gradle", "build.gradle.kts", ".project"),
              "{}"),
          server(
              "clangd",
              List.of("--background-index=false"),
              ".c c .h c .cc cpp .cpp cpp .cxx cpp .hh cpp .hpp cpp .hxx cpp .m objective-c"
                  + " .mm objective-cpp",
              List.of("compile_commands.json", "compile_flags.txt", ".clangd"),
              "{}"));

  private KnownServers() {}

  private static ServerSpec server(
      String name, List<String> arguments, String languages, List<String> markers, String options) {
    return server(name, name, arguments, languages, markers, options);
  }

  private static ServerSpec server(
      String name,
      String program,
      List<String> arguments,
      String languages,
      List<String> markers,
      String options) {
    var command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    return new ServerSpec(
        name,
        command,
        languages(languages),
        markers,
        Map.of(),
        Json.parseObject(options),
        Json.Obj.EMPTY,
        ServerSpec.KNOWN,
        false,
        Hold.SANDBOX);
  }

  private static Map<String, String> languages(String pairs) {
    var words = pairs.split(" ", -1);
    var languages = new LinkedHashMap<String, String>();
    for (var i = 0; i < words.length; i += 2) languages.put(words[i], words[i + 1]);
    return languages;
  }
}
