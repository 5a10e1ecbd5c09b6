package io.spiffeaws.credentials.endpoint;

/// Replies to requests. Thread-safe.
interface Service {
  /// Replies to a request, without waiting: one thread serves all connections of an endpoint. A
  /// response that requires a wait is a [Reply.Later].
  Reply reply(Request request);
}
