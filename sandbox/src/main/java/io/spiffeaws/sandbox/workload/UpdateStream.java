package io.spiffeaws.sandbox.workload;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.spiffeaws.spire.proto.types.Selector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A streaming call. It sends the data that the caller is entitled to, and sends it again after
/// every change. It completes when there is no data left or the caller disconnects.
final class UpdateStream<T> {
  private final ServerCallStreamObserver<T> call;
  private final Set<Selector> selectors;
  private final State<T> state;
  private @Nullable T sent;
  private boolean ended;
  private Runnable unsubscribe = () -> {};

  /// Computes the data for a caller with those selectors.
  interface State<T> {
    /// Returns the current data.
    ///
    /// @throws StatusRuntimeException the status that ends the call
    T of(Set<Selector> selectors);
  }

  UpdateStream(StreamObserver<T> call, Set<Selector> selectors, State<T> state) {
    this.call = (ServerCallStreamObserver<T>) call;
    this.selectors = selectors;
    this.state = state;
  }

  synchronized void follow(AgentView view) {
    call.setOnCancelHandler(this::end);
    unsubscribe = view.subscribe(this::update);
    update();
  }

  private synchronized void update() {
    if (ended) {
      return;
    }
    try {
      var now = state.of(selectors);
      if (!now.equals(sent)) {
        sent = now;
        call.onNext(now);
      }
    } catch (StatusRuntimeException e) {
      end();
      call.onError(e);
    }
  }

  private synchronized void end() {
    ended = true;
    unsubscribe.run();
  }
}
