package dev.jackdaw.sandbox.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up, once for each connection. */
@FunctionalInterface
public interface Resolver {
  /** Returns every address of a name. */
  List<InetAddress> resolve(String name) throws UnknownHostException;

  /** Asks the operating system. */
  static Resolver system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
