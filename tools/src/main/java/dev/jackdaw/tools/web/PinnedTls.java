package dev.jackdaw.tools.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over a connection to one address that was checked, whatever the name resolves to by now. The
 * name itself still goes into the handshake and is verified.
 */
final class PinnedTls extends SSLSocketFactory {
  private final InetAddress address;
  private final SSLSocketFactory tls;

  PinnedTls(InetAddress address, SSLSocketFactory tls) {
    this.address = address;
    this.tls = tls;
  }

  /** Returns the plain socket that {@code HttpsURLConnection} connects before it asks for TLS. */
  @Override
  public Socket createSocket() {
    return new PinnedSocket(address);
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(connected, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw unpinned();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unpinned();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw unpinned();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unpinned();
  }

  private static IOException unpinned() {
    return new IOException("only the checked address is connected to");
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  /** A socket that connects to its own address, at the port it is told. */
  private static final class PinnedSocket extends Socket {
    private final InetAddress address;

    PinnedSocket(InetAddress address) {
      super(Proxy.NO_PROXY);
      this.address = address;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress named)) throw unpinned();
      super.connect(new InetSocketAddress(address, named.getPort()), timeout);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }
  }
}
