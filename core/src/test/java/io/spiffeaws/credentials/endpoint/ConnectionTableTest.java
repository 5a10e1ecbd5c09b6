package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
  private final ConnectionTable table = new ConnectionTable(4);
  private final List<Connection> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Connection::close);
  }

  @Test
  void userWithTheMostConnectionsLosesTheOldest() throws Exception {
    var first = of("1");
    var other = of("2");
    of("2");
    of("2");
    assertThat(table.excess()).isEmpty();
    var last = of("1");
    assertThat(table.excess()).contains(other);
    table.remove(other);
    assertThat(table.excess()).isEmpty();
    assertThat(table.all()).contains(first, last).hasSize(4);
  }

  @Test
  void usedConnectionIsTheNewest() throws Exception {
    var first = of("1");
    var second = of("1");
    table.used(first);
    of("1");
    of("1");
    of("2");
    assertThat(table.excess()).contains(second);
  }

  @Test
  void connectionWithARunningRequestIsDroppedLast() throws Exception {
    var first = of("1");
    first.enter(Connection.Phase.ANSWER, 0);
    var second = of("1");
    of("1");
    of("1");
    of("1");
    assertThat(table.excess()).contains(second);
    table.all().forEach(each -> each.enter(Connection.Phase.ANSWER, 0));
    assertThat(table.excess()).contains(first);
  }

  @Test
  void drainingConnectionIsDroppedFirst() throws Exception {
    of("1");
    of("1");
    of("1");
    of("1");
    var last = of("1");
    last.enter(Connection.Phase.DRAIN, 0);
    assertThat(table.excess()).contains(last);
  }

  @Test
  void connectionsOfUnknownUsersCountAsOneUser() throws Exception {
    of("1");
    var unknown = add();
    table.foundUser(unknown, Optional.empty());
    table.foundUser(add(), Optional.empty());
    add();
    add();
    assertThat(table.pending()).hasSize(2);
    assertThat(table.excess()).contains(unknown);
    assertThat(table.isCrowded()).isTrue();
    table.remove(unknown);
    table.remove(unknown);
    assertThat(table.all()).hasSize(4);
  }

  @Test
  void oldestPendingConnectionIsDroppedIfThereIsNoOther() throws Exception {
    var first = add();
    add();
    add();
    add();
    add();
    assertThat(table.excess()).contains(first);
  }

  @Test
  void servedPendingConnectionIsNotDropped() throws Exception {
    var served = add();
    served.serve();
    var first = add();
    add();
    add();
    add();
    assertThat(table.excess()).contains(first);
    table.all().forEach(Connection::serve);
    assertThat(table.excess()).contains(served);
  }

  private Connection of(String user) throws IOException {
    var connection = add();
    table.foundUser(connection, Optional.of(user));
    return connection;
  }

  private Connection add() throws IOException {
    var connection = new Connection(SocketChannel.open(), new HeadBuffers(), 0);
    opened.add(connection);
    table.add(connection);
    return connection;
  }
}
