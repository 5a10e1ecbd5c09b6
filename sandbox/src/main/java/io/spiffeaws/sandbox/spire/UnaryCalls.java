package io.spiffeaws.sandbox.spire;

import io.grpc.stub.StreamObserver;

/// Completes unary calls with a response or an error.
final class Answers {
  private Answers() {}

  /// Computes a response.
  interface Answer<T> {
    T compute() throws Refusal;
  }

  static <T> void answer(StreamObserver<T> call, Answer<T> answer) {
    try {
      call.onNext(answer.compute());
      call.onCompleted();
    } catch (Refusal e) {
      call.onError(e.asStatus());
    }
  }
}
