package dev.dream.message.jackson;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.module.SimpleModule;

/**
 * What network addresses look like on the wire: always numbers, for a name would be looked up in
 * the DNS by whoever decodes it.
 */
final class NetworkTypes {

  private NetworkTypes() {}

  static JacksonModule module() {
    var module = new SimpleModule("dream-network");
    new TextForm<>(InetAddress.class, InetAddress::getHostAddress, InetAddress::ofLiteral)
        .addTo(module);
    new TextForm<>(InetSocketAddress.class, NetworkTypes::show, NetworkTypes::socketAddress)
        .addTo(module);
    return module;
  }

  private static String show(InetSocketAddress socket) {
    InetAddress address = socket.getAddress();
    String host = address == null ? socket.getHostString() : address.getHostAddress();
    return host + ":" + socket.getPort();
  }

  /** A name stays a name: the address is one that is not resolved. */
  private static InetSocketAddress socketAddress(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new Refusal("\"" + text + "\" has no port; were the bytes changed?");
    }
    String host = text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1));
    boolean isLiteral = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    return isLiteral
        ? new InetSocketAddress(InetAddress.ofLiteral(host), port)
        : InetSocketAddress.createUnresolved(host, port);
  }
}
