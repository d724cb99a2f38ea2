package dev.jackdaw.sandbox.egress;

import java.net.InetAddress;
import java.util.List;

/** Whether a connection may be made, and to which addresses. */
sealed interface Verdict {
  /** Allowed, to these checked addresses and no others: nobody looks the name up again. */
  record Open(Host host, int port, List<InetAddress> addresses) implements Verdict {
    public Open {
      addresses = List.copyOf(addresses);
    }
  }

  /** Refused; {@code reason} tells a person what to do about it. */
  record Refused(String reason) implements Verdict {}
}
