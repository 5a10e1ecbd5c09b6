package io.spiffeaws.sandbox.spire;

import io.grpc.stub.StreamObserver;

/// Completes unary calls with a response or an error.
final class UnaryCalls {
  private UnaryCalls() {}

  /// Computes a response.
  interface Answer<T> {
    T compute() throws RequestError;
  }

  static <T> void answer(StreamObserver<T> call, Answer<T> answer) {
    try {
      call.onNext(answer.compute());
      call.onCompleted();
    } catch (RequestError e) {
      call.onError(e.asStatus());
    }
  }
}
