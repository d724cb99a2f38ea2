package dev.jackdaw.cli.keys;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The key store of the desktop: {@code security} on macOS, {@code secret-tool} (Secret Service)
 * elsewhere. Keys go in and out by pipes and never stand on a command line; the one exception is
 * macOS, whose tool reads its own commands from standard input for that purpose.
 */
final class Keychain {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SERVICE = "jackdaw";

  private final Platform platform;
  private final String program;
  private final Commands commands;

  private Keychain(Platform platform, String program, Commands commands) {
    this.platform = platform;
    this.program = program;
    this.commands = commands;
  }

  /** Returns the one of this machine, if its tool is there and there is a desktop session. */
  static Optional<Keychain> of(Environment environment, Commands commands) {
    var name = environment.platform() == Platform.MACOS ? "security" : "secret-tool";
    if (environment.platform() == Platform.WINDOWS) return Optional.empty();
    if (environment.platform() == Platform.LINUX
        && environment.variable("DBUS_SESSION_BUS_ADDRESS").isEmpty()) {
      return Optional.empty();
    }
    return environment
        .program(name)
        .map(path -> new Keychain(environment.platform(), path.toString(), commands));
  }

  /** Returns what people know it as. */
  String name() {
    return platform == Platform.MACOS ? "the macOS keychain" : "the desktop's key store";
  }

  /** Returns why it was not kept; nothing when it was. */
  Optional<String> keep(String provider, String key) {
    var ended =
        platform == Platform.MACOS
            ? commands.run(
                List.of(program, "-i"),
                "add-generic-password -U -s %s -a %s -X %s\n"
                    .formatted(SERVICE, provider, hexadecimal(key)),
                PATIENCE)
            : commands.run(
                List.of(
                    program,
                    "store",
                    "--label=Jackdaw: " + provider,
                    "service",
                    SERVICE,
                    "provider",
                    provider),
                key,
                PATIENCE);
    return ended.isSuccess() ? Optional.empty() : Optional.of(ended.complaint());
  }

  private static String hexadecimal(String key) {
    return java.util.HexFormat.of()
        .formatHex(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Returns the key, or nothing when it is not there or is not given out. */
  Optional<String> find(String provider) {
    var ended =
        commands.run(
            platform == Platform.MACOS
                ? List.of(program, "find-generic-password", "-w", "-s", SERVICE, "-a", provider)
                : List.of(program, "lookup", "service", SERVICE, "provider", provider),
            "",
            PATIENCE);
    var key = ended.output().strip();
    return ended.isSuccess() && !key.isEmpty() ? Optional.of(key) : Optional.empty();
  }

  void forget(String provider) {
    commands.run(
        platform == Platform.MACOS
            ? List.of(program, "delete-generic-password", "-s", SERVICE, "-a", provider)
            : List.of(program, "clear", "service", SERVICE, "provider", provider),
        "",
        PATIENCE);
  }
}
