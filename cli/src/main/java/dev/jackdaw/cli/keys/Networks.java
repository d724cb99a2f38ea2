package dev.jackdaw.cli.keys;

import dev.jackdaw.cli.settings.NetworkSettings;
import dev.jackdaw.models.Keys;
import dev.jackdaw.models.Network;
import dev.jackdaw.models.http.Tls;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins what settings and the environment say of the network. */
public final class Networks {
  /** Variables of other programs that name PEM files of certificate authorities. */
  private static final List<String> AUTHORITIES = List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS");

  private Networks() {}

  public static Network of(NetworkSettings settings, Map<String, String> variables, Keys keys) {
    var authorities = new ArrayList<Tls.Authority>();
    settings.caFile().ifPresent(file -> authorities.add(new Tls.Authority("caFile", file)));
    for (var name : AUTHORITIES) {
      var value = variables.getOrDefault(name, "").strip();
      if (!value.isEmpty()) named(name, value).ifPresent(authorities::add);
    }
    var client =
        settings
            .clientCertificate()
            .flatMap(
                certificate -> settings.clientKey().map(key -> new Tls.Client(certificate, key)));
    var tls =
        authorities.isEmpty() && client.isEmpty() ? Tls.PLATFORM : new Tls(authorities, client);
    return new Network(tls, settings.headers(), keys);
  }

  private static Optional<Tls.Authority> named(String variable, String file) {
    try {
      return Optional.of(new Tls.Authority(variable, Path.of(file)));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
