package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Looks a connection up in the kernel's table of TCP sockets (proc_net_tcp(5)).
final class ProcNetOwner implements ConnectionOwner {
  private static final String ESTABLISHED = "01";
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int USER = 7;
  private static final int INODE = 9;

  private final List<Path> tables;

  /// The tables of the network namespace of this process.
  ProcNetOwner() {
    this(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
  }

  ProcNetOwner(List<Path> tables) {
    this.tables = List.copyOf(tables);
  }

  @Override
  public OptionalLong user(InetSocketAddress client, InetSocketAddress server) {
    return tables.stream()
        .flatMap(ProcNetOwner::rows)
        .map(row -> row.strip().split("\\s+", INODE + 2))
        .filter(row -> open(row) && is(row[LOCAL], client) && is(row[REMOTE], server))
        .mapToLong(row -> Long.parseLong(row[USER]))
        .findFirst();
  }

  private static Stream<String> rows(Path table) {
    try {
      return Files.readAllLines(table, StandardCharsets.ISO_8859_1).stream().skip(1);
    } catch (IOException e) {
      return Stream.empty(); // a machine without IPv6 has no second table
    }
  }

  /// A socket that its program has closed has no inode and shows root for its user.
  private static boolean open(String[] row) {
    return row.length > INODE && row[STATE].equals(ESTABLISHED) && !row[INODE].equals("0");
  }

  private static boolean is(String field, InetSocketAddress address) {
    var port = ":%04X".formatted(address.getPort());
    var ip = words(address.getAddress());
    return field.equals(ip + port)
        || field.equals("0000000000000000FFFF0000" + ip + port); // IPv4 by an IPv6 socket
  }

  /// In words of 32 bits, each with its lowest byte first: how the kernel prints an address on the
  /// machines that we run on.
  private static String words(InetAddress address) {
    var bytes = address.getAddress();
    var words = new StringBuilder();
    var last = address instanceof Inet4Address ? 4 : 16;
    for (var word = 0; word < last; word += 4) {
      for (var at = word + 3; at >= word; at--) {
        words.append(String.format(Locale.ROOT, "%02X", bytes[at]));
      }
    }
    return words.toString();
  }
}
