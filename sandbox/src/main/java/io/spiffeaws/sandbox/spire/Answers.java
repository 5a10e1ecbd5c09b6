package io.spiffeaws.sandbox.spire;

import io.grpc.stub.StreamObserver;

/// Ends a unary call with its answer or its refusal.
final class Answers {
  private Answers() {}

  /// What computes an answer.
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
