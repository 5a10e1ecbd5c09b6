package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.SocketChannel;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ReadyConnectionsTest {
  private final ReadyConnections ready = new ReadyConnections();

  @Test
  void returnsEachConnectionOnceInTheOrderOfItsFirstAddition() throws Exception {
    try (var one = SocketChannel.open();
        var two = SocketChannel.open()) {
      var first = new Connection(one, new HeadBuffers(), 0);
      var second = new Connection(two, new HeadBuffers(), 0);
      ready.add(first);
      ready.add(second);
      ready.add(first);
      assertThat(ready.size()).isEqualTo(2);
      assertThat(ready.remove()).isSameAs(first);
      ready.add(first);
      assertThat(ready.remove()).isSameAs(second);
      assertThat(ready.remove()).isSameAs(first);
      assertThat(ready.isEmpty()).isTrue();
      assertThatThrownBy(ready::remove).isInstanceOf(NoSuchElementException.class);
    }
  }
}
