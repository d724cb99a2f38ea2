package dev.jackdaw.sandbox.egress;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a proxy goes by. {@code grants} is asked for each connection, so that a grant can be given
 * or taken back while children run. {@code patience} limits how long a request, a connection to a
 * server and the start of TLS may each take; {@code idle} how long an open connection may be
 * silent.
 */
public record EgressRules(
    Supplier<List<Grant>> grants,
    Resolver resolver,
    InstantSource clock,
    EgressEvent.Listener listener,
    Duration patience,
    Duration idle) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofMinutes(5);

  /** Returns rules with the resolver and the clock of this machine and the usual time limits. */
  public static EgressRules of(Supplier<List<Grant>> grants, EgressEvent.Listener listener) {
    return new EgressRules(
        grants, Resolver.system(), InstantSource.system(), listener, PATIENCE, IDLE);
  }
}
