package io.spiffeaws.credentials.endpoint;

/// Replies to requests. Thread-safe.
interface Service {
  /// Never waits: all connections of an endpoint are served by one thread. What has to be waited
  /// for is a [Reply.Later].
  Reply reply(Request request);
}
