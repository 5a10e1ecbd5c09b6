package io.spiffeaws.credentials.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Looks up connections in the kernel's table of TCP sockets (proc_net_tcp(5)). It reads the table
/// once for all of them, since the table has every socket of the network namespace and any user can
/// add to it.
final class ProcNetOwner implements ConnectionOwner {
  private static final String ESTABLISHED = "01";
  private static final String MAPPED = "0000000000000000FFFF0000"; // IPv4 by an IPv6 socket
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int STATE = 3;
  private static final int USER = 7;
  private static final int INODE = 9;
  private static final int BUFFER = 64 * 1024;

  /// How often the table is read: a row can be missed if others are added or removed meanwhile.
  private static final int TIMES = 2;

  private final List<Path> tables;

  /// Both ends of a connection.
  record Ends(SocketAddress client, SocketAddress server) {}

  /// Reads the tables of the network namespace of this process.
  ProcNetOwner() {
    this(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
  }

  ProcNetOwner(List<Path> tables) {
    this.tables = List.copyOf(tables);
  }

  @Override
  public boolean isAvailable() {
    return tables.stream().anyMatch(Files::isReadable);
  }

  @Override
  public Map<SocketChannel, String> users(Collection<SocketChannel> connections) {
    var ends = new HashMap<SocketChannel, Ends>();
    for (var connection : connections) {
      try {
        ends.put(connection, new Ends(connection.getRemoteAddress(), connection.getLocalAddress()));
      } catch (IOException e) {
        // it is closed
      }
    }
    var found = byEnds(ends.values());
    var users = new HashMap<SocketChannel, String>();
    ends.forEach((connection, both) -> {
      var user = found.get(both);
      if (user != null) {
        users.put(connection, user);
      }
    });
    return users;
  }

  /// Returns the users of connections.
  ///
  /// @return the users' IDs
  Map<Ends, String> byEnds(Collection<Ends> connections) {
    var wanted = new HashMap<String, Ends>();
    for (var ends : connections) {
      if (ends.client() instanceof InetSocketAddress client
          && ends.server() instanceof InetSocketAddress server) {
        wanted.put(text(client) + " " + text(server), ends);
      }
    }
    var users = new HashMap<Ends, String>();
    for (var time = 0; time < TIMES; time++) {
      for (var table : tables) {
        if (users.size() < wanted.size()) {
          read(table, wanted, users);
        }
      }
    }
    return users;
  }

  private static void read(Path table, Map<String, Ends> wanted, Map<Ends, String> users) {
    try (var rows = rows(table)) {
      for (var row = rows.readLine();
          row != null && users.size() < wanted.size();
          row = rows.readLine()) {
        read(row, wanted, users);
      }
    } catch (IOException e) {
      // a machine without IPv6 has no second table
    }
  }

  private static BufferedReader rows(Path table) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(table), StandardCharsets.ISO_8859_1), BUFFER);
  }

  /// A socket that its program has closed has no inode, and its row shows root as the user.
  private static void read(String row, Map<String, Ends> wanted, Map<Ends, String> users) {
    var ends = wanted.get(addresses(row));
    if (ends != null) {
      var fields = row.strip().split("\\s+", INODE + 2);
      if (fields.length > INODE
          && fields[STATE].equals(ESTABLISHED)
          && !fields[INODE].equals("0")) {
        users.put(ends, fields[USER]);
      }
    }
  }

  /// Returns the two addresses of a row as they are written, separated by one space. Of most rows
  /// only this part is read.
  private static String addresses(String row) {
    var begin = row.indexOf(": ") + 2;
    var middle = row.indexOf(' ', begin);
    var end = row.indexOf(' ', middle + 1);
    if (begin < 2 || middle < 0 || end < 0) {
      return "";
    }
    return row.startsWith(MAPPED, begin) && row.startsWith(MAPPED, middle + 1)
        ? row.substring(begin + MAPPED.length(), middle)
            + " "
            + row.substring(middle + 1 + MAPPED.length(), end)
        : row.substring(begin, end);
  }

  private static String text(InetSocketAddress address) {
    return words(address.getAddress()) + ":" + HEX.toHexDigits((short) address.getPort());
  }

  /// Returns the 32-bit words of an address, each with its lowest byte first: the format of the
  /// kernel on the supported machines.
  private static String words(InetAddress address) {
    var bytes = address.getAddress();
    var words = new StringBuilder();
    var last = address instanceof Inet4Address ? 4 : 16;
    for (var word = 0; word < last; word += 4) {
      for (var at = word + 3; at >= word; at--) {
        words.append(HEX.toHexDigits(bytes[at]));
      }
    }
    return words.toString();
  }
}
