package io.spiffeaws.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The hosts that `NO_PROXY` exempts, separated by commas or white space. An entry is `*` for all
/// hosts, a name, an address, or a block of addresses. A name, with or without a leading `.` or
/// `*.`, also exempts the names below it. A block, `10.0.0.0/8`, exempts hosts that are specified
/// as addresses. A name or an address may have a port.
record NoProxyList(List<Entry> entries) {
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,|]+");

  /// `host`, `host:port`, `[address]` or `[address]:port`.
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(.+)\\]|([^:\\[\\]]+))(?::(\\d{1,5}))?");

  private static final int NO_PORT = -1;

  NoProxyList {
    entries = List.copyOf(entries);
  }

  /// Parses a list; accepts any text. An invalid entry exempts no host.
  static NoProxyList parse(String text) {
    return new NoProxyList(
        Arrays.stream(SEPARATOR.split(text, -1))
            .filter(entry -> !entry.isEmpty())
            .map(NoProxyList::entry)
            .toList());
  }

  /// @param host a name, or an address with or without brackets
  boolean contains(String host, int port) {
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var name = bare.toLowerCase(Locale.ROOT);
    return entries.stream().anyMatch(entry -> entry.contains(name, port));
  }

  /// An entry of the list.
  sealed interface Entry {
    boolean contains(String host, int port);
  }

  record Everything() implements Entry {
    @Override
    public boolean contains(String host, int port) {
      return true;
    }
  }

  /// @param name in lower case, without a leading dot
  record Name(String name, int port) implements Entry {
    @Override
    public boolean contains(String host, int other) {
      return (port == NO_PORT || port == other)
          && (host.equals(name) || host.endsWith("." + name) || isSameAddress(host));
    }

    private boolean isSameAddress(String host) {
      return address(name).flatMap(own -> address(host).map(own::equals)).orElse(false);
    }
  }

  record Block(InetAddress network, int bits) implements Entry {
    @Override
    public boolean contains(String host, int port) {
      return address(host).filter(this::contains).isPresent();
    }

    private boolean contains(InetAddress address) {
      var own = network.getAddress();
      var other = address.getAddress();
      var shift = own.length * Byte.SIZE - bits;
      return own.length == other.length
          && new BigInteger(1, own)
              .shiftRight(shift)
              .equals(new BigInteger(1, other).shiftRight(shift));
    }
  }

  private static Entry entry(String text) {
    if (text.equals("*")) {
      return new Everything();
    }
    return block(text).orElseGet(() -> name(text.toLowerCase(Locale.ROOT)));
  }

  private static Optional<Entry> block(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    var bits = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(network -> bits <= network.getAddress().length * Byte.SIZE)
        .map(network -> new Block(network, bits));
  }

  private static Entry name(String text) {
    if (address(text).isPresent()) {
      return new Name(text, NO_PORT); // IPv6, whose colons do not start a port
    }
    var parts = WITH_PORT.matcher(text);
    if (!parts.matches()) {
      return new Name(text, NO_PORT);
    }
    var host = parts.group(1) != null ? parts.group(1) : parts.group(2);
    var port = parts.group(3) == null ? NO_PORT : Integer.parseInt(parts.group(3));
    return new Name(withoutDot(host), port);
  }

  private static String withoutDot(String name) {
    var below = name.startsWith("*") ? name.substring(1) : name;
    return below.startsWith(".") ? below.substring(1) : below;
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
