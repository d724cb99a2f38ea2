package dev.jackdaw.sandbox;

import java.util.Map;

/**
 * A way out by a port of this machine.
 *
 * @param address what programs are told, with the means to log in
 * @param closeable is closed with the sandbox
 */
public record Proxy(int port, String address, AutoCloseable closeable) {
  /** Puts it into the variables that programs look at. */
  public void tell(Map<String, String> variables) {
    for (var name : Forwarder.VARIABLES) variables.put(name, address);
    for (var name : Forwarder.NOT_BY_PROXY) variables.remove(name);
  }
}
