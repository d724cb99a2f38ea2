package dev.jackdaw.cli.lsp;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.lsp.KnownServers;
import dev.jackdaw.lsp.ServerSpec;
import java.util.ArrayList;
import java.util.List;

/** Which language servers there are on this machine. */
public final class ServerList {
  private ServerList() {}

  /** Returns those whose program is there, with its path. */
  public static List<ServerSpec> found(Environment environment) {
    var found = new ArrayList<ServerSpec>();
    for (var spec : KnownServers.ALL) {
      var program = environment.program(spec.program());
      if (program.isPresent()) found.add(spec.with(program.get()));
    }
    return found;
  }
}
