package dev.jackdaw.tools.web;

import dev.jackdaw.api.net.PublicAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves names and lets only addresses within reach through. */
final class Doorkeeper {
  private final WebTools.Reach reach;

  Doorkeeper(WebTools.Reach reach) {
    this.reach = reach;
  }

  /** An address is not to be fetched from. The message is written for the model. */
  static final class OutOfReachException extends IOException {
    private static final long serialVersionUID = 1L;

    OutOfReachException(String message) {
      super(message);
    }
  }

  /**
   * Returns an address of the host. A name with one address out of reach is refused for all.
   *
   * @throws OutOfReachException when it is refused
   */
  InetAddress resolve(String host) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException _) {
      throw new UnknownHostException("there is no host \"" + host + "\"");
    }
    for (var address : addresses) {
      if (!isWithinReach(address)) {
        throw new OutOfReachException(
            host
                + " is at "
                + address.getHostAddress()
                + ", which is not on the public internet, so it is not fetched.");
      }
    }
    return addresses[0];
  }

  private boolean isWithinReach(InetAddress address) {
    return PublicAddress.test(address)
        || reach == WebTools.Reach.PUBLIC_AND_LOOPBACK && address.isLoopbackAddress();
  }
}
